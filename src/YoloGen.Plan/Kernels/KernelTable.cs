using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>
/// Every kernel that a layer can be computed by: a new one is its source file (templates/Kernels) and a line here. What an instruction set has no
/// line for, it takes from the next one down.
/// </summary>
public static class KernelTable
{
    /// <summary>All kernels; of those that cost the same the first is chosen.</summary>
    public static IReadOnlyList<LayerKernel> All { get; } =
    [
        Line<QConvLayer>("portable", 0, "direct.1x8"),
        Line<QConvLayer>("avx2", 0, "direct.4x16"),
        Line<QConvLayer>("vnni", 0, "direct.6x16"),
        Line<QConvLayer>("neon", 0, "direct.2x8"),
        Line<QConvLayer>("dot", 0, "direct.8x8"),
        Line<QConvLayer>("portable", 1, "winograd4.1x1", TileRules.Refusal),
        Line<QConvLayer>("portable", 2, "winograd2.1x1", TileRules.RefusalOfStride2),
        Line<QConvLayer>("avx2", 2, "winograd2.6x16", TileRules.RefusalOfStride2),
        Line<QConvLayer>("avx2", 1, "winograd4.6x16", TileRules.Refusal),
        Line<QConvLayer>("neon", 1, "winograd4.4x16", TileRules.Refusal),
        Line<QConvLayer>("neon", 2, "winograd4.4x20", TileRules.Refusal),
        Line<ConvLayer>("portable", 0, "direct.1x8"),
        Line<ConvLayer>("avx2", 0, "direct.6x16"),
        Line<ConvLayer>("vnni", 0, "direct.12x16"),
        Line<ConvLayer>("neon", 0, "direct.8x8"),
        Line<QDepthwiseLayer>("portable", 0, "depthwise.1x1"),
        Line<QDepthwiseLayer>("avx2", 0, "depthwise.2x8"),
        Line<QDepthwiseLayer>("neon", 0, "depthwise.2x8"),
        Line<DepthwiseLayer>("portable", 0, "depthwise.lanes1"),
        Line<DepthwiseLayer>("avx2", 0, "depthwise.lanes8"),
        Line<DepthwiseLayer>("neon", 0, "depthwise.lanes4"),
        Line<MatMulLayer>("portable", 0, "matmul.lanes1"),
        Line<MatMulLayer>("avx2", 0, "matmul.lanes8"),
        Line<MatMulLayer>("neon", 0, "matmul.lanes4"),
    ];

    /// <summary>Whether layers of this kind have kernels to choose from.</summary>
    public static bool Knows(PlanLayer layer) => All.Any(k => k.Layer == layer.GetType());

    /// <summary>The kernels of an instruction set for a kind of layer, whether or not they fit the layer.</summary>
    /// <remarks>The emitted struct of an instruction set forwards the direct kernel and the numbered ones each as a whole.</remarks>
    public static IEnumerable<LayerKernel> Of(PlanLayer layer, string instructionSet)
        => Nearest(layer, instructionSet, k => k.Number == 0).Concat(Nearest(layer, instructionSet, k => k.Number > 0));

    /// <summary>The kernels that can compute a layer on an instruction set.</summary>
    public static IEnumerable<LayerKernel> Fitting(Plan plan, PlanLayer layer, string instructionSet)
        => Of(layer, instructionSet).Where(k => k.Refusal(plan, layer) is null);

    private static IEnumerable<LayerKernel> Nearest(PlanLayer layer, string instructionSet, Func<LayerKernel, bool> among)
        => InstructionSetChain.Down(instructionSet).Select(set => All.Where(k => k.InstructionSet == set && k.Layer == layer.GetType() && among(k)).ToArray())
            .FirstOrDefault(k => k.Length > 0) ?? [];

    private static LayerKernel Line<T>(string instructionSet, int number, string name, Func<Plan, T, string?>? refusal = null)
        where T : PlanLayer
        => new(typeof(T), instructionSet, number, name, (plan, layer) => refusal?.Invoke(plan, (T)layer));
}
