namespace YoloGen.Cost;

/// <summary>Predicted cost of a plan's layers on one core model. A prediction, not a measurement.</summary>
/// <param name="Core">The core.</param>
/// <param name="Layers">A cost for each layer, in execution order.</param>
public sealed record NetworkCost(CoreModel Core, IReadOnlyList<LayerCost> Layers)
{
    /// <summary>Milliseconds of one inference on one core.</summary>
    public double Milliseconds => Core.Milliseconds(Layers.Sum(l => l.Cycles(Core)));

    /// <summary>Milliseconds of one inference on four cores, where the other three are idle otherwise.</summary>
    public double MillisecondsOnFour => Core.Milliseconds(Layers.Sum(l => l.CyclesOnFour(Core)));

    /// <summary>Predicts each layer of a plan.</summary>
    /// <param name="plan">A valid plan.</param>
    /// <param name="core">The core.</param>
    public static NetworkCost Of(Plan plan, CoreModel core)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(core);
        return new NetworkCost(core, [.. plan.Layers.Select(l => KernelCost.Of(plan, l, Chosen(l, core), core))]);
    }

    /// <summary>The kernel that the plan names for the core's instruction set, or the direct one.</summary>
    private static LayerKernel? Chosen(PlanLayer layer, CoreModel core)
    {
        string? name = layer.Kernels.FirstOrDefault(k => k.InstructionSet == core.InstructionSet)?.Kernel;
        return name is null ? null : KernelTable.Of(layer, core.InstructionSet).FirstOrDefault(k => k.Name == name);
    }
}
