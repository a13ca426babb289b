using System.Globalization;
using System.Text;
using YoloGen.Compiler.Graph;
using YoloGen.Cost;
using YoloGen.Emit;

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
        IReadOnlyList<PredictionRow> rows = PredictionRow.Of(plan, cost);
        for (int i = 0; i < rows.Count; i++)
        {
            PredictionRow r = rows[i];
            text.Append(string.Create(CultureInfo.InvariantCulture, $"  {i,4}  {r.Layer,-34} {r.Output,-22} {r.Microseconds,9:F1} us {r.Share,6:P1}  {r.BoundBy,-8} {r.Kernel,-15}{(r.Others.Count > 0 ? $" ({r.OthersText})" : "")}").TrimEnd()).Append('\n');
        }
    }

    private static void Section(StringBuilder text, string title, NetworkGraph graph)
    {
        IReadOnlyList<InspectRow> rows = InspectRow.Of(graph);
        text.Append(CultureInfo.InvariantCulture, $"{title}: {rows.Count} nodes, {rows.Sum(r => r.Macs):N0} multiply-adds\n");
        foreach (Tensor input in graph.Inputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  input  {Printable.Of(input.Name)}: {input.Type.ShortName()} {input.Shape}\n");
        }

        for (int i = 0; i < rows.Count; i++)
        {
            InspectRow r = rows[i];
            text.Append(CultureInfo.InvariantCulture, $"  {i,4}  {r.Operator,-18} {string.Join(" + ", r.Inputs)} -> {string.Join(", ", r.Outputs)}");
            text.Append(r.Attributes.Length > 0 ? $"  [{r.Attributes}]" : "");
            text.Append(r.Macs > 0 ? string.Create(CultureInfo.InvariantCulture, $"  {r.Macs / 1e6:0.0} M") : "").Append('\n');
        }

        foreach (Tensor output in graph.Outputs)
        {
            text.Append(CultureInfo.InvariantCulture, $"  output {Printable.Of(output.Name)}: {output.Type.ShortName()} {output.Shape}\n");
        }
    }
}
