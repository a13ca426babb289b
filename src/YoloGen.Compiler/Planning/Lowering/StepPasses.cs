namespace YoloGen.Compiler.Planning;

/// <summary>A rewrite of the lowered network: same outputs, fewer steps.</summary>
/// <param name="Name">Short name.</param>
/// <param name="Purpose">What it is for, in a line.</param>
/// <param name="Run">The rewrite of steps, given the network's outputs.</param>
internal sealed record StepPass(string Name, string Purpose, Func<List<Step>, IReadOnlyList<Value>, List<Step>> Run);

/// <summary>All rewrites between lowering and layout, in the order in which they run; the steps are verified after each.</summary>
internal static class StepPasses
{
    /// <summary>The rewrites.</summary>
    public static IReadOnlyList<StepPass> All { get; } =
    [
        new("remove-dead-steps", "Steps whose results nobody reads vanish", DeadSteps.Remove),
        new("fuse-sums", "What follows integer sums (scales, bias, activation) becomes the epilogue of their convolution", (steps, _) => SumsFusion.Run(steps)),
        new("fuse-rows", "What follows a convolution is applied to each row that it has just written", (steps, _) => RowFusion.Run(steps)),
    ];

    /// <summary>Runs them on a lowered graph.</summary>
    public static List<Step> Run(GraphLowering lowered)
    {
        StepVerifier.Verify(lowered.Steps, lowered.Inputs, lowered.Outputs, "lowering");
        List<Step> steps = [.. lowered.Steps];
        foreach (StepPass pass in All)
        {
            steps = pass.Run(steps, lowered.Outputs);
            StepVerifier.Verify(steps, lowered.Inputs, lowered.Outputs, pass.Name);
        }

        return steps;
    }
}
