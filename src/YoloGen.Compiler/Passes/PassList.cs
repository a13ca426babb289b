using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Passes;

/// <summary>All rewrites, in the order in which they run; each runs once, so the work is bounded by the list.</summary>
internal static class PassList
{
    /// <summary>The rewrites that every compilation runs.</summary>
    public static IReadOnlyList<Pass> All { get; } =
    [
        new("merge-duplicates", "Equal nodes become one, so that a value quantized twice the same way has one reader", MergeDuplicates.Run),
        new("double-quantization", "Two Quantize/Dequantize pairs in a row become one, as ONNX Runtime has it", RemoveDoubleQuantization.Run),
        new("fold-batchnorm", "BatchNormalization becomes part of the convolution before it, or a per-channel multiply-add", FoldBatchNormalization.Run),
        new("fold-affine", "A per-channel Mul or Add of constants after a convolution becomes part of it", FoldChannelAffine.Run),
        new("fuse-activations", "x * sigmoid(x) and x * hardsigmoid(x) become one operator", FuseActivations.Run),
        new("fuse-matmul-add", "A matrix product plus a constant row becomes Gemm", FuseMatMulAdd.Run),
        new("quantize-weights", "Float weights and biases between Dequantize and Quantize are quantized, as ONNX Runtime does", QuantizeWeights.Run),
        new("quantize", "Quantize and Dequantize around operators become quantized operators", QuantizeOperators.Run),
        new("fold-byte-pairs", "x * f(x) in bytes, f a table, becomes one table", FoldBytePairs.Run),
        new("merge-lookups", "A table after a table becomes one table", MergeLookups.Run),
        new("fold-constants", "What depends on constants only becomes a constant, leftover dequantized weights too", FoldConstants.Run),
        new("merge-moves", "Transposes and reshapes in a row become one, identities vanish", MergeMoves.Run),
        new("remove-dead", "Nodes whose results nobody reads vanish", RemoveDead.Run),
    ];

    /// <summary>The rewrites that keep every value in floats: what the quantizer calibrates on.</summary>
    public static IReadOnlyList<Pass> Float { get; } = [.. All.Where(p => p.Name is "fold-batchnorm" or "fold-affine" or "fold-constants" or "merge-moves" or "remove-dead")];

    /// <summary>Runs <paramref name="passes"/> (by default all) over a graph.</summary>
    /// <param name="graph">The imported graph.</param>
    /// <param name="passes">Which passes.</param>
    /// <param name="observe">Called with each pass and the graph after it, for dumps and tests.</param>
    public static NetworkGraph Run(NetworkGraph graph, IReadOnlyList<Pass>? passes = null, Action<Pass, NetworkGraph>? observe = null)
    {
        foreach (Pass pass in passes ?? All)
        {
            graph = pass.Run(graph);
            GraphVerifier.Verify(graph, pass.Name);
            observe?.Invoke(pass, graph);
        }

        return graph;
    }
}
