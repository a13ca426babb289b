using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>What the plan is called and where it comes from.</summary>
/// <param name="ClassName">Name of the class: a C# identifier.</param>
/// <param name="Namespace">Namespace of the class.</param>
/// <param name="ModelHash">SHA-256 of the model file, 64 lower-case hexadecimal digits.</param>
/// <param name="Head">The detection head, if known.</param>
internal sealed record PlanOptions(string ClassName, string Namespace, string ModelHash, PlanHead? Head = null)
{
    /// <summary>Kernels that were asked for: <c>LAYER=NAME</c>.</summary>
    public IReadOnlyList<string> Kernels { get; init; } = [];
}

/// <summary>A plan and the weights file that belongs to it.</summary>
/// <param name="Plan">The plan.</param>
/// <param name="Weights">Content of the weights file.</param>
internal sealed record PlannedNetwork(Plan Plan, byte[] Weights);

/// <summary>Decides kernels, layout and memory of a network.</summary>
internal static class Planner
{
    /// <summary>Name and version in the header of every plan.</summary>
    public const string CompilerName = "YoloGen 0.1.0";

    /// <summary>Plans a graph.</summary>
    /// <exception cref="YoloGenException">A node has no kernel, the network is too large, or its plan could not be read back; all such nodes at once.</exception>
    public static PlannedNetwork Plan(NetworkGraph graph, PlanOptions options)
    {
        ArgumentNullException.ThrowIfNull(graph);
        ArgumentNullException.ThrowIfNull(options);
        GraphLowering lowered = GraphLowering.Run(graph);
        LayoutPlanner layout = LayoutPlanner.Run(StepPasses.Run(lowered), lowered.Inputs, lowered.Outputs);
        (long arena, long bound) = ArenaPlanner.Run(layout.Buffers);
        (byte[] weights, IReadOnlyList<PlanWeight> table, IReadOnlyDictionary<int, int> moved) = lowered.Weights.Build(PlanBuilder.WeightsOf(layout.Layers));
        var builder = new PlanBuilder(moved);
        PlanLayer[] layers = [.. layout.Layers.Select(builder.Layer)];
        var plan = new Plan
        {
            ClassName = options.ClassName,
            Namespace = options.Namespace,
            ModelName = graph.Name,
            ModelHash = options.ModelHash,
            Compiler = CompilerName,
            WeightsLength = weights.Length,
            WeightsHash = YoloGen.Generated.XxHash64.Compute(weights).ToString("x16", System.Globalization.CultureInfo.InvariantCulture),
            ArenaBytes = arena,
            ArenaBound = bound,
            Inputs = [.. lowered.Inputs.Select(v => new PlanPort(v.Name, builder.Port(v)))],
            Outputs = [.. lowered.Outputs.Select(v => new PlanPort(v.Name, builder.Port(v)))],
            Tensors = builder.Tensors,
            Weights = table,
            Layers = layers,
            Head = options.Head,
        };
        plan = ConvScheduling.Run(plan);
        plan = KernelPlanning.Run(plan, new KernelOverrides(options.Kernels));
        PlanReadBack.Check(plan);
        return new PlannedNetwork(plan, weights);
    }
}
