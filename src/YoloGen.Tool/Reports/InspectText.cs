using System.Globalization;
using System.Text;
using YoloGen.Compiler.Graph;
using YoloGen.Cost;
using YoloGen.Emit;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Reports;

/// <summary>Both graphs and the plan as plain text.</summary>
internal static class InspectText
{
    /// <param name="before">The graph as the file has it.</param>
    /// <param name="after">The graph after the passes.</param>
    /// <param name="plan">The plan, or null where the network cannot be planned.</param>
    public static string Write(NetworkGraph before, NetworkGraph after, Plan? plan)
    {
        var text = new StringBuilder();
        Section(text, "as the file has it", before);
        text.Append('\n');
        Section(text, "after the passes", after);
        if (plan is not null)
        {
            text.Append('\n');
            Prediction(text, plan);
        }

        return text.ToString();
    }

    private static void Prediction(StringBuilder text, Plan plan)
    {
        NetworkCost cost = NetworkCost.Of(plan, CoreModels.RaspberryPi4);
        text.Append(CultureInfo.InvariantCulture, $"predicted on a {cost.Core.Machine} ({cost.Core.Name}, {cost.Core.Gigahertz} GHz): {cost.Milliseconds:F1} ms on one core, {cost.MillisecondsOnFour:F1} ms on four\n");
        text.Append(CultureInfo.InvariantCulture, $"  a model's prediction, {cost.Core.Calibration}\n");
        text.AppendJoin("", PredictionRow.Table(PredictionRow.Of(plan, cost).Select((r, i) => (r, i))).Lines().Select(l => l + "\n"));
    }

    private static void Section(StringBuilder text, string title, NetworkGraph graph)
    {
        IReadOnlyList<InspectRow> rows = InspectRow.Of(graph);
        text.Append(CultureInfo.InvariantCulture, $"{title}: {rows.Count} nodes, {rows.Sum(r => r.Macs):N0} multiply-adds\n");
        foreach (Tensor input in graph.Inputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  input  {Printable.Of(input.Name)}: {input.Type.ShortName()} {input.Shape}\n");
        }

        var table = new TextTable(">", "", "");
        foreach ((InspectRow r, int i) in rows.Select((r, i) => (r, i)))
        {
            table.Add(
                i.ToString(CultureInfo.InvariantCulture), r.Operator, $"{string.Join(" + ", r.Inputs)} -> {string.Join(", ", r.Outputs)}"
                    + (r.Attributes.Length > 0 ? $"  [{r.Attributes}]" : "") + (r.Macs > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {r.Macs / 1e6:0.0} M") : ""));
        }

        text.AppendJoin("", rows.Count == 0 ? [] : table.Lines().Select(l => l + "\n"));
        foreach (Tensor output in graph.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  output {Printable.Of(output.Name)}: {output.Type.ShortName()} {output.Shape}\n");
        }
    }
}
