using System.Globalization;
using YoloGen.Cost;
using YoloGen.Emit;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Reports;

/// <summary>What a layer of the plan is predicted to take.</summary>
/// <param name="Layer">Kind of the layer and of what follows it row by row.</param>
/// <param name="Output">Type and shape of what it writes.</param>
/// <param name="Microseconds">Microseconds on one core.</param>
/// <param name="Share">Share of the whole, 0 to 1.</param>
/// <param name="BoundBy">What takes the largest part of it.</param>
/// <param name="Kernel">The kernel that the plan chose; empty where there is no choice.</param>
/// <param name="Others">The kernels that it did not choose, with their microseconds.</param>
internal sealed record PredictionRow(
    string Layer, string Output, double Microseconds, double Share, string BoundBy, string Kernel, IReadOnlyList<(string Kernel, double Microseconds)> Others)
{
    /// <summary>The kernels that were not chosen in words: <c>direct.2x8 4750.0</c>.</summary>
    public string OthersText => string.Join(", ", Others.Select(o => string.Create(CultureInfo.InvariantCulture, $"{o.Kernel} {o.Microseconds:F1}")));

    /// <summary>A row for each layer.</summary>
    public static IReadOnlyList<PredictionRow> Of(Plan plan, NetworkCost cost)
    {
        double whole = cost.Layers.Sum(l => l.Cycles(cost.Core));
        return [.. plan.Layers.Zip(cost.Layers, (layer, c) => new PredictionRow(
            string.Join(" + ", layer.Then.Select(t => t.Kind).Prepend(layer.Kind)), Describe(plan.Tensors[layer.Outputs[0]]),
            1000 * cost.Core.Milliseconds(c.Cycles(cost.Core)), c.Cycles(cost.Core) / whole, c.BoundBy(cost.Core).ToString().ToLowerInvariant(),
            Choice(layer, cost)?.Kernel ?? "", [.. (Choice(layer, cost)?.Others ?? []).Select(o => (o.Kernel, 1000 * cost.Core.Milliseconds(1000.0 * o.Kilocycles)))]))];
    }

    /// <summary>The rows with their numbers, as a table.</summary>
    public static TextTable Table(IEnumerable<(PredictionRow Row, int Index)> rows)
    {
        var table = new TextTable(">layer", "operation", "writes", ">time", ">share", "bound by", "kernel");
        foreach ((PredictionRow r, int index) in rows)
        {
            table.Add(
                index.ToString(CultureInfo.InvariantCulture), r.Layer, r.Output, string.Create(CultureInfo.InvariantCulture, $"{r.Microseconds:F1} us"),
                string.Create(CultureInfo.InvariantCulture, $"{r.Share:P1}"), r.BoundBy, r.Kernel + (r.Others.Count > 0 ? $" ({r.OthersText})" : ""));
        }

        return table;
    }

    private static KernelChoice? Choice(PlanLayer layer, NetworkCost cost) => layer.Kernels.FirstOrDefault(k => k.InstructionSet == cost.Core.InstructionSet);

    private static string Describe(PlanTensor t) => $"{t.Type.ShortName()} {string.Join('x', t.Shape)}";
}
