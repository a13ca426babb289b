using Xunit;
using YoloGen.Compiler;
using YoloGen.Tests;

namespace YoloGen.Cost.Tests;

/// <summary>The formulas of a core against its cycle model (eng/a72), which ran the emitted class instruction by instruction: the tables beside this file.</summary>
internal static class CycleComparison
{
    /// <summary>A layer that takes more than 1 % of its network's time.</summary>
    private const double LayerTolerance = 0.15;

    /// <summary>A whole network on four cores.</summary>
    private const double FourTolerance = 0.15;

    /// <summary>Compares layers above 1 % of the time, and whole networks on one core and on four.</summary>
    /// <param name="core">The core.</param>
    /// <param name="folder">Folder of its tables.</param>
    /// <param name="name">Model, of this repository or with its folder in the shared data.</param>
    /// <param name="wholeTolerance">How far a whole network may be off on one core.</param>
    public static void Check(CoreModel core, string folder, string name, double wholeTolerance)
    {
        string model = name.Contains('/', StringComparison.Ordinal)
            ? SharedData.Require((name + ".onnx").Split('/')) : Path.Combine(SharedData.RepositoryRoot, "models", name + ".onnx");
        CycleRow[] rows = CycleRow.Read(folder, Path.GetFileName(name));
        Plan plan = Compilation.Plan(model).Plan;
        NetworkCost cost = NetworkCost.Of(plan, core);

        Assert.Equal(rows.Select(r => r.Kind), plan.Layers.Select(l => l.Kind));
        double whole = rows.Sum(r => r.Estimate(core)), predicted = cost.Layers.Sum(l => l.Cycles(core));
        string[] off =
        [
            .. rows.Zip(cost.Layers, plan.Layers).Select((t, i) => (Index: i, Row: t.First, Cost: t.Second, Layer: t.Third))
                .Where(t => t.Row.Estimate(core) > 0.01 * whole && Math.Abs((t.Cost.Cycles(core) / t.Row.Estimate(core)) - 1) > LayerTolerance)
                .Select(t => FormattableString.Invariant(
                    $"{t.Index} {t.Layer.Kind}{string.Concat(t.Layer.Then.Select(x => "+" + x.Kind))} {string.Join('x', plan.Tensors[t.Layer.Outputs[0]].Shape)}: {t.Cost.Products / 1e6:F3}+{t.Cost.Overhead / 1e6:F3} Mcycles, {t.Cost.L1Misses / 1e3:F1} and {t.Cost.L2Misses / 1e3:F1} k misses instead of {t.Row.Cycles / 1e6:F3}, {t.Row.L1Misses / 1e3:F1}, {t.Row.L2Misses / 1e3:F1}: {(t.Cost.Cycles(core) / t.Row.Estimate(core)) - 1:P0}")),
        ];
        Assert.True(off.Length == 0, $"whole {predicted / whole - 1:P1}\n{string.Join('\n', off)}");
        Assert.InRange(predicted / whole, 1 - wholeTolerance, 1 + wholeTolerance);
        Assert.InRange(cost.Layers.Sum(l => l.CyclesOnFour(core)) / rows.Sum(r => r.OnFour), 1 - FourTolerance, 1 + FourTolerance);
    }
}
