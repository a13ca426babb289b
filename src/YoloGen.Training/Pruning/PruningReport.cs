using System.Globalization;
using System.Net;
using System.Text;
using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>What pruning changed, for each layer: channels, parameters, multiply-adds; as Markdown and as HTML with a bar chart.</summary>
internal static class PruningReport
{
    private sealed record Row(string Layer, string Shape, long ParametersBefore, long ParametersAfter, long MacsBefore, long MacsAfter);

    public static string Markdown(NetworkSpec before, NetworkSpec after)
    {
        var text = new StringBuilder("| layer | in -> out | parameters | multiply-adds |\n|---|---|---|---|\n");
        foreach (Row row in Rows(before, after))
            text.Append(CultureInfo.InvariantCulture, $"| {row.Layer} | {row.Shape} | {row.ParametersBefore:N0} -> {row.ParametersAfter:N0} | {row.MacsBefore / 1e6:F1} M -> {row.MacsAfter / 1e6:F1} M |\n");
        return text.ToString();
    }

    public static string Html(NetworkSpec before, NetworkSpec after)
    {
        List<Row> rows = Rows(before, after);
        double most = Math.Max(1, rows.SkipLast(1).Max(r => r.MacsBefore));
        var text = new StringBuilder("""
            <!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pruning</title><style>
            body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{padding:3px 10px;text-align:right;border-bottom:1px solid #ddd}
            td:first-child,th:first-child{text-align:left}.bar{background:#ccd;height:12px;position:relative;min-width:1px}.bar i{background:#36c;height:12px;display:block;min-width:1px}
            </style></head><body><h1>Pruning</h1><p>Bars: multiply-adds of each layer, before (light) and after (dark).</p>
            <table><tr><th>layer</th><th>in &rarr; out</th><th>parameters before</th><th>after</th><th>multiply-adds before</th><th>after</th><th style="width:320px"></th></tr>

            """);
        foreach (Row row in rows)
        {
            string bar = row.Layer == "total" ? "" : string.Create(CultureInfo.InvariantCulture,
                $"<div class=\"bar\" style=\"width:{row.MacsBefore * 300 / most:F0}px\"><i style=\"width:{row.MacsAfter * 300 / most:F0}px\"></i></div>");
            text.Append(CultureInfo.InvariantCulture,
                $"<tr><td>{WebUtility.HtmlEncode(row.Layer)}</td><td>{WebUtility.HtmlEncode(row.Shape)}</td><td>{row.ParametersBefore:N0}</td><td>{row.ParametersAfter:N0}</td><td>{row.MacsBefore:N0}</td><td>{row.MacsAfter:N0}</td><td>{bar}</td></tr>\n");
        }
        return text.Append("</table></body></html>\n").ToString();
    }

    private static List<Row> Rows(NetworkSpec before, NetworkSpec after)
    {
        Dictionary<string, LayerSpec> old = NetworkLayers.Of(before).ToDictionary(l => l.Name);
        var rows = new List<Row>();
        foreach (LayerSpec layer in NetworkLayers.Of(after))
        {
            LayerSpec was = old[layer.Name];
            string shape = $"{was.InputChannels(before)} -> {was.OutputChannels(before)} to {layer.InputChannels(after)} -> {layer.OutputChannels(after)}, {layer.Kernel}x{layer.Kernel}";
            rows.Add(new Row(layer.Name, shape, was.Parameters(before), layer.Parameters(after), was.MultiplyAdds(before), layer.MultiplyAdds(after)));
        }
        rows.Add(new Row("total", "", rows.Sum(r => r.ParametersBefore), rows.Sum(r => r.ParametersAfter), rows.Sum(r => r.MacsBefore), rows.Sum(r => r.MacsAfter)));
        return rows;
    }
}
