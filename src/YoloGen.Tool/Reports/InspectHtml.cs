using Scriban.Runtime;
using YoloGen.Compiler;
using YoloGen.Compiler.Graph;
using YoloGen.Cost;

namespace YoloGen.Tool.Reports;

/// <summary>
/// Both graphs as one HTML page (<c>templates/Reports/inspect.sbn</c>) without scripts or outside resources; a bar shows each node's share of the work.
/// </summary>
internal static class InspectHtml
{
    /// <summary>Pixels of the longest bar.</summary>
    private const int MostPixels = 160;

    public static string Write(string file, NetworkGraph before, NetworkGraph after, Plan? plan, HeadReport? head)
    {
        return HtmlTemplate.Render("inspect.sbn", new ScriptObject
        {
            ["file"] = file,
            ["title"] = Printable.Of(file),
            ["prediction"] = plan is null ? null : Prediction(plan),
            ["head"] = head is null ? null : new ScriptObject { ["findings"] = head.Findings, ["reasons"] = head.Reasons },
            ["graphs"] = new[] { Graph("After the passes", after), Graph("As the file has it", before) },
        });
    }

    private static ScriptObject Prediction(Plan plan)
    {
        NetworkCost cost = NetworkCost.Of(plan, CoreModels.RaspberryPi4);
        IReadOnlyList<PredictionRow> rows = PredictionRow.Of(plan, cost);
        double most = rows.Max(r => r.Share);
        return new ScriptObject
        {
            ["machine"] = cost.Core.Machine,
            ["one"] = Text($"{cost.Milliseconds:F1}"),
            ["four"] = Text($"{cost.MillisecondsOnFour:F1}"),
            ["calibration"] = cost.Core.Calibration,
            ["rows"] = rows.Select(r => new ScriptObject
            {
                ["layer"] = r.Layer,
                ["output"] = r.Output,
                ["bar"] = Text($"{MostPixels * r.Share / most:F0}"),
                ["time"] = Text($"{r.Microseconds:F1} ({r.Share:P1})"),
                ["bound"] = r.BoundBy,
                ["kernel"] = r.Kernel,
                ["others"] = r.OthersText,
            }).ToArray(),
        };
    }

    private static ScriptObject Graph(string title, NetworkGraph graph)
    {
        IReadOnlyList<InspectRow> rows = InspectRow.Of(graph);
        long total = Math.Max(1, rows.Sum(r => r.Macs)), most = Math.Max(1, rows.Select(r => r.Macs).DefaultIfEmpty().Max());
        return new ScriptObject
        {
            ["title"] = title,
            ["summary"] = Text($"{rows.Count} nodes, {total:N0} multiply-adds"),
            ["rows"] = rows.Zip(graph.Nodes, (r, node) => new ScriptObject
            {
                ["kind"] = Work.IsInteger(node) ? "q" : Work.Computes(node.Op) ? "f" : "n",
                ["operator"] = r.Operator,
                ["name"] = r.Name,
                ["inputs"] = r.Inputs,
                ["outputs"] = r.Outputs,
                ["attributes"] = r.Attributes,
                ["bar"] = Text($"{MostPixels * r.Macs / most}"),
                ["work"] = r.Macs == 0 ? null : Text($"{r.Macs / 1e6:0.0} M ({100.0 * r.Macs / total:0.0} %)"),
            }).ToArray(),
        };
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
