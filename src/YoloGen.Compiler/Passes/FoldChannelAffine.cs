using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>Conv followed by Mul or Add with a constant that has one value for each channel, or one for all.</summary>
internal static class FoldChannelAffine
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node => node.Op is Binary { Kind: BinaryKind.Add or BinaryKind.Mul } op && (Fold(rewriter, node, op, 0) || Fold(rewriter, node, op, 1)));
    }

    private static bool Fold(ForwardRewriter rewriter, Node node, Binary op, int convInput)
    {
        Tensor x = node.Input(convInput);
        if (node.Input(1 - convInput).Constant is not { Type: ElementType.Float32 } constant
            || rewriter.Producer(x) is not { Op: Conv { Activation: null } } conv || !rewriter.HasOneReader(x) || node.Output.Shape != x.Shape
            || PerChannel(constant, x.Shape) is not { } values)
        {
            return false;
        }

        double[] ones = [.. Enumerable.Repeat(1.0, values.Length)];
        return op.Kind == BinaryKind.Mul
            ? ChannelAffine.TryFold(rewriter, conv, values, new double[values.Length], node.Output)
            : ChannelAffine.TryFold(rewriter, conv, ones, values, node.Output);
    }

    private static double[]? PerChannel(TensorData constant, Shape x)
    {
        int channels = x[1];
        if (constant.Shape.Count == 1)
        {
            return [.. Enumerable.Repeat((double)constant.Floats[0], channels)];
        }

        // [C,1,1] or [1,C,1,1]: only the channel axis, counted from the end, may differ from 1.
        int axis = constant.Shape.Rank - 3;
        return axis is 0 or 1 && constant.Shape[axis] == channels && constant.Shape.Count == channels ? [.. constant.Floats.Select(v => (double)v)] : null;
    }
}
