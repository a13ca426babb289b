using System.Globalization;
using System.Net;
using System.Text;
using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>What pruning changed, for each layer: channels, parameters, multiply-adds; as Markdown and as HTML with a chart of each.</summary>
internal static class PruningReport
{
    private const int BarWidth = 240;

    private sealed record Row(string Layer, string Kernel, string Inputs, long ChannelsBefore, long ChannelsAfter, long ParametersBefore, long ParametersAfter, long MacsBefore, long MacsAfter);

    public static string Markdown(NetworkSpec before, NetworkSpec after)
    {
        List<Row> rows = Rows(before, after);
        var text = new StringBuilder("| layer | kernel | inputs | outputs | parameters | multiply-adds |\n|---|---|---|---|---|---|\n");
        foreach (Row row in rows)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"| {row.Layer} | {row.Kernel} | {row.Inputs} | {row.ChannelsBefore} -> {row.ChannelsAfter} | {row.ParametersBefore:N0} -> {row.ParametersAfter:N0} | {row.MacsBefore / 1e6:F1} M -> {row.MacsAfter / 1e6:F1} M |\n");
        }
        return text.Append(CultureInfo.InvariantCulture, $"\n{Total(before, after, rows)}\n").ToString();
    }

    public static string Html(NetworkSpec before, NetworkSpec after)
    {
        List<Row> rows = Rows(before, after);
        var text = new StringBuilder("""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><title>Pruning</title><style>
            body{font:14px sans-serif;margin:2em;color:#222}table{border-collapse:collapse;margin-bottom:2em}
            td,th{padding:3px 10px;text-align:right;border-bottom:1px solid #ddd;white-space:nowrap}
            td:first-child,th:first-child{text-align:left}tr:last-child{font-weight:bold}
            svg text{font:11px sans-serif}.before{fill:#c5cbe0}.after{fill:#2d5bd0}
            </style></head><body><h1>Pruning</h1>

            """);
        text.Append("<p>").Append(WebUtility.HtmlEncode(Total(before, after, rows))).Append("</p>\n<p>Bars: before (light) and after (dark).</p>\n");
        Chart(text, "Multiply-adds, millions", rows, r => r.MacsBefore / 1e6, r => r.MacsAfter / 1e6, "F1");
        Chart(text, "Parameters, thousands", rows, r => r.ParametersBefore / 1e3, r => r.ParametersAfter / 1e3, "F1");
        Chart(text, "Output channels", rows, r => r.ChannelsBefore, r => r.ChannelsAfter, "F0");
        text.Append("<h2>Layers</h2>\n<table><tr><th>layer</th><th>kernel</th><th>inputs</th><th>outputs before</th><th>after</th><th>parameters before</th><th>after</th><th>multiply-adds before</th><th>after</th></tr>\n");
        foreach (Row row in rows)
        {
            text.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{WebUtility.HtmlEncode(row.Layer)}</td><td>{row.Kernel}</td><td>{WebUtility.HtmlEncode(row.Inputs)}</td><td>{row.ChannelsBefore:N0}</td><td>{row.ChannelsAfter:N0}</td><td>{row.ParametersBefore:N0}</td><td>{row.ParametersAfter:N0}</td><td>{row.MacsBefore:N0}</td><td>{row.MacsAfter:N0}</td></tr>\n");
        }
        text.Append(CultureInfo.InvariantCulture,
            $"<tr><td>total</td><td></td><td></td><td></td><td></td><td>{rows.Sum(r => r.ParametersBefore):N0}</td><td>{rows.Sum(r => r.ParametersAfter):N0}</td><td>{rows.Sum(r => r.MacsBefore):N0}</td><td>{rows.Sum(r => r.MacsAfter):N0}</td></tr>\n");
        return text.Append("</table></body></html>\n").ToString();
    }

    /// <summary>A bar chart, a row for each layer, its before-bar behind its after-bar.</summary>
    private static void Chart(StringBuilder text, string title, List<Row> rows, Func<Row, double> before, Func<Row, double> after, string format)
    {
        const int RowHeight = 18, Left = 130;
        double most = Math.Max(1e-9, rows.Max(r => Math.Max(before(r), after(r))));
        int height = rows.Count * RowHeight + 4;
        text.Append(CultureInfo.InvariantCulture, $"<h2>{WebUtility.HtmlEncode(title)}</h2>\n<svg width=\"{Left + BarWidth + 160}\" height=\"{height}\" role=\"img\" aria-label=\"{WebUtility.HtmlEncode(title)}\">\n");
        for (int i = 0; i < rows.Count; i++)
        {
            double old = before(rows[i]), now = after(rows[i]), oldWidth = old * BarWidth / most, nowWidth = now * BarWidth / most;
            int y = i * RowHeight + 3;
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{y + 10}\" text-anchor=\"end\">{WebUtility.HtmlEncode(rows[i].Layer)}</text>");
            text.Append(CultureInfo.InvariantCulture, $"<rect class=\"before\" x=\"{Left}\" y=\"{y}\" width=\"{oldWidth:F1}\" height=\"13\"/><rect class=\"after\" x=\"{Left}\" y=\"{y}\" width=\"{nowWidth:F1}\" height=\"13\"/>");
            text.Append(CultureInfo.InvariantCulture, $"<text x=\"{Left + Math.Max(oldWidth, nowWidth) + 6:F1}\" y=\"{y + 10}\">").Append(old.ToString(format, CultureInfo.InvariantCulture))
                .Append(" &rarr; ").Append(now.ToString(format, CultureInfo.InvariantCulture)).Append("</text>\n");
        }
        text.Append("</svg>\n");
    }

    private static string Total(NetworkSpec before, NetworkSpec after, List<Row> rows)
    {
        long parametersBefore = rows.Sum(r => r.ParametersBefore), parametersAfter = rows.Sum(r => r.ParametersAfter), macsBefore = rows.Sum(r => r.MacsBefore), macsAfter = rows.Sum(r => r.MacsAfter);
        return string.Create(CultureInfo.InvariantCulture,
            $"Parameters {parametersBefore:N0} -> {parametersAfter:N0} ({100.0 * parametersAfter / parametersBefore:F1} %), multiply-adds at {after.Width}x{after.Height} {macsBefore / 1e9:F3} -> {macsAfter / 1e9:F3} G ({100.0 * macsAfter / macsBefore:F1} %), predicted on one Raspberry Pi 4 core in INT8 {PredictedTime.Milliseconds(before):F0} -> {PredictedTime.Milliseconds(after):F0} ms.");
    }

    private static List<Row> Rows(NetworkSpec before, NetworkSpec after)
    {
        Dictionary<string, LayerSpec> old = NetworkLayers.Of(before).ToDictionary(l => l.Name);
        return [.. NetworkLayers.Of(after).Select(layer =>
        {
            LayerSpec was = old[layer.Name];
            return new Row(layer.Name, $"{layer.Kernel}x{layer.Kernel}", $"{was.InputChannels(before)} -> {layer.InputChannels(after)}", was.OutputChannels(before), layer.OutputChannels(after),
                was.Parameters(before), layer.Parameters(after), was.MultiplyAdds(before), layer.MultiplyAdds(after));
        })];
    }
}
