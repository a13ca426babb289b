using YoloGen.Cost;
using YoloGen.Emit;

namespace YoloGen.Tool.Reports;

/// <summary>What a layer of the plan is predicted to take.</summary>
/// <param name="Layer">Kind of the layer and of what follows it row by row.</param>
/// <param name="Output">Type and shape of what it writes.</param>
/// <param name="Microseconds">Microseconds on one core.</param>
/// <param name="Share">Share of the whole, 0 to 1.</param>
/// <param name="BoundBy">What takes the largest part of it.</param>
internal sealed record PredictionRow(string Layer, string Output, double Microseconds, double Share, string BoundBy)
{
    /// <summary>A row for each layer.</summary>
    public static IReadOnlyList<PredictionRow> Of(Plan plan, NetworkCost cost)
    {
        double whole = cost.Layers.Sum(l => l.Cycles(cost.Core));
        return [.. plan.Layers.Zip(cost.Layers, (layer, c) => new PredictionRow(
            string.Join(" + ", layer.Then.Select(t => t.Kind).Prepend(layer.Kind)), Describe(plan.Tensors[layer.Outputs[0]]),
            1000 * cost.Core.Milliseconds(c.Cycles(cost.Core)), c.Cycles(cost.Core) / whole, c.BoundBy(cost.Core).ToString().ToLowerInvariant()))];
    }

    private static string Describe(PlanTensor t) => $"{t.Type.ShortName()} {string.Join('x', t.Shape)}";
}
