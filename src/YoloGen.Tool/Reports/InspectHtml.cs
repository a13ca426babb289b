using System.Globalization;
using System.Net;
using System.Text;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Cost;
using YoloGen.Emit;

namespace YoloGen.Tool.Reports;

/// <summary>Both graphs as one HTML page without scripts or outside resources; a bar shows each node's share of the work.</summary>
internal static class InspectHtml
{
    private const string Style = """
        body{font:14px system-ui,sans-serif;margin:2em;color:#222}table{border-collapse:collapse;margin-bottom:2em}
        td,th{padding:3px 8px;border-bottom:1px solid #ddd;text-align:left;vertical-align:top}th{background:#f4f4f4;position:sticky;top:0}
        .n{color:#777}.bar{background:#3b7dd8;height:10px;display:inline-block}.q{color:#0a7a33}.f{color:#a8480c}
        """;

    public static string Write(string file, NetworkGraph before, NetworkGraph after, Plan? plan)
    {
        var html = new StringBuilder("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>").Append(Text(file)).Append("</title><style>").Append(Style).Append("</style>\n");
        html.Append("<h1>").Append(Text(Printable.Of(file))).Append("</h1>\n");
        if (plan is not null)
        {
            Prediction(html, plan);
        }

        Section(html, "After the passes", after);
        Section(html, "As the file has it", before);
        return html.Append("</html>\n").ToString();
    }

    private static void Prediction(StringBuilder html, Plan plan)
    {
        NetworkCost cost = NetworkCost.Of(plan, CoreModels.RaspberryPi4);
        IReadOnlyList<PredictionRow> rows = PredictionRow.Of(plan, cost);
        double most = rows.Max(r => r.Share);
        html.Append(CultureInfo.InvariantCulture, $"<h2>Predicted on a {Text(cost.Core.Machine)}</h2><p>{cost.Milliseconds:F1} ms on one core, {cost.MillisecondsOnFour:F1} ms on four: a model's prediction, {Text(cost.Core.Calibration)}</p>\n<table><tr><th>#<th>layer<th>writes<th>microseconds on one core<th>bound by</tr>\n");
        for (int i = 0; i < rows.Count; i++)
        {
            PredictionRow r = rows[i];
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=n>{i}<td>{Text(r.Layer)}<td>{r.Output}<td><span class=bar style=\"width:{160 * r.Share / most:F0}px\"></span> {r.Microseconds:F1} ({r.Share:P1})<td>{r.BoundBy}</tr>\n");
        }

        html.Append("</table>\n");
    }

    private static void Section(StringBuilder html, string title, NetworkGraph graph)
    {
        IReadOnlyList<InspectRow> rows = InspectRow.Of(graph);
        long total = Math.Max(1, rows.Sum(r => r.Macs)), most = Math.Max(1, rows.Max(r => r.Macs));
        html.Append(CultureInfo.InvariantCulture, $"<h2>{title}</h2><p>{rows.Count} nodes, {total:N0} multiply-adds</p>\n<table><tr><th>#<th>operator<th>name<th>inputs<th>outputs<th>attributes<th>multiply-adds</tr>\n");
        for (int i = 0; i < rows.Count; i++)
        {
            InspectRow r = rows[i];
            string kind = Work.IsInteger(graph.Nodes[i]) ? "q" : Work.Computes(graph.Nodes[i].Op) ? "f" : "n";
            html.Append(CultureInfo.InvariantCulture, $"<tr><td class=n>{i}<td class={kind}>{Text(r.Operator)}<td class=n>{Text(r.Name)}<td>{string.Join("<br>", r.Inputs.Select(Text))}<td>{string.Join("<br>", r.Outputs.Select(Text))}<td>{Text(r.Attributes)}<td>");
            if (r.Macs > 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<span class=bar style=\"width:{160 * r.Macs / most}px\"></span> {r.Macs / 1e6:0.0} M ({100.0 * r.Macs / total:0.0} %)");
            }

            html.Append("</tr>\n");
        }

        html.Append("</table>\n");
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
