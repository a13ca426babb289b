using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// y = scale * (x - mean) / sqrt(variance + epsilon) + B is w' = w * s, b' = (b - mean) * s + B with s = scale / sqrt(variance + epsilon),
/// computed in double precision. Without a convolution before it, it becomes a depthwise 1x1 convolution: one multiply-add an element.
/// </summary>
internal static class FoldBatchNormalization
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node => node.Op is BatchNormalization op && Fold(rewriter, node, op));
    }

    private static bool Fold(ForwardRewriter rewriter, Node node, BatchNormalization op)
    {
        if (node.Inputs.Skip(1).Any(i => i is not { Constant: { Type: ElementType.Float32 } }))
        {
            return false;
        }

        float[] Values(int i) => node.Input(i).Constant!.Floats;
        (double[] scale, double[] shift) = NormalizationFactors.Double(Values(1), Values(2), Values(3), Values(4), op.Epsilon);
        Tensor x = node.Input(0);
        if (rewriter.Producer(x) is { Op: Conv { Activation: null } or ConvTranspose { Activation: null } } conv && rewriter.HasOneReader(x)
            && ChannelAffine.TryFold(rewriter, conv, scale, shift, node.Output))
        {
            return true;
        }

        return x.Shape.Rank == 4 && x.Shape[1] == scale.Length && EmitDepthwise(rewriter, node, x, scale, shift);
    }

    private static bool EmitDepthwise(ForwardRewriter rewriter, Node node, Tensor x, double[] scale, double[] shift)
    {
        Tensor w = rewriter.Constant(node.Output.Name + ".scale", new TensorData(Shape.Of(scale.Length, 1, 1, 1), [.. scale.Select(v => (float)v)]));
        Tensor b = rewriter.Constant(node.Output.Name + ".shift", new TensorData(Shape.Of(scale.Length), [.. shift.Select(v => (float)v)]));
        rewriter.Emit(new Node(node.Name, new Conv(new Window2D(1, 1, 1, 1, 1, 1, 0, 0, 0, 0), scale.Length), [x, w, b], [node.Output]));
        return true;
    }
}
