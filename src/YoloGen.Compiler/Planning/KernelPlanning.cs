using YoloGen.Cost;

namespace YoloGen.Compiler.Planning;

/// <summary>Chooses each layer's kernel on each instruction set: the one that costs least on the core model, or the one that was asked for.</summary>
internal static class KernelPlanning
{
    /// <summary>The layers with their kernels.</summary>
    /// <param name="plan">A plan with all other decisions made.</param>
    /// <param name="overrides">Choices that were asked for.</param>
    public static Plan Run(Plan plan, KernelOverrides overrides)
    {
        PlanLayer[] layers = [.. plan.Layers.Select((layer, i) => KernelTable.Knows(layer) ? layer with { Kernels = Of(plan, layer, overrides.Of(plan, i)) } : layer)];
        overrides.CheckUsed();
        return plan with { Layers = layers };
    }

    private static KernelChoice[] Of(Plan plan, PlanLayer layer, IReadOnlyCollection<string> wanted)
        => [.. InstructionSetChain.All.Select(set => Of(plan, layer, set, wanted))];

    private static KernelChoice Of(Plan plan, PlanLayer layer, string instructionSet, IReadOnlyCollection<string> wanted)
    {
        LayerKernel[] candidates = [.. KernelTable.Fitting(plan, layer, instructionSet)];
        LayerKernel? asked = candidates.FirstOrDefault(k => wanted.Any(k.IsCalled));
        if (CoreModels.For(instructionSet) is not { } core)
        {
            // Without a model of a core the direct kernel is the safe choice.
            return new KernelChoice(instructionSet, (asked ?? candidates[0]).Name, null, null, []);
        }

        (LayerKernel Kernel, LayerCost Cost)[] costs = [.. candidates.Where(k => k == asked || KernelCost.Knows(k, core)).Select(k => (Kernel: k, Cost: KernelCost.Of(plan, layer, k, core))).OrderBy(c => c.Cost.Cycles(core))];
        (LayerKernel kernel, LayerCost cost) = asked is null ? costs[0] : costs.First(c => c.Kernel == asked);
        LayerKernel team = asked ?? costs.MinBy(c => c.Cost.CyclesOnFour(core)).Kernel;
        return new KernelChoice(
            instructionSet, kernel.Name, Kilo(cost), cost.BoundBy(core).ToString().ToLowerInvariant(),
            [.. costs.Where(c => c.Kernel != kernel).Select(c => new KernelFigure(c.Kernel.Name, Kilo(c.Cost)))])
        {
            Team = team == kernel ? null : team.Name,
        };

        int Kilo(LayerCost c) => (int)Math.Min(int.MaxValue, Math.Round(c.Cycles(core) / 1000));
    }
}
