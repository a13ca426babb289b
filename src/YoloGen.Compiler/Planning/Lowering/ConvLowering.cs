using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Convolutions with constant weights.</summary>
internal static class ConvLowering
{
    public static void Float(GraphLowering g, Node node)
    {
        var op = (Conv)node.Op;
        TensorData w = Weights(g, node, 1);
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        bool depthwise = IsDepthwise(x.Shape, y.Shape, op.Group);
        int weights = g.Weights.AddFloats(
            node.Input(1).Name, [w.Shape[0], w.Shape[2], w.Shape[3], w.Shape[1]], (first, floats) => ConvWeights.Canonical(w, first, floats));
        Operand bias = g.Constant(node, 2) is { } b ? Operand.OfWeight(g.Weights.AddFloats(node.Input(2).Name, [b.Length], b.Floats)) : Operand.Absent;
        Value sum = op.Activation is null ? y : new Value(y.Name, y.Type, y.Shape);
        LayerDraft d = g.Draft();
        FloatConvolutionLayer layer = depthwise ? new DepthwiseLayer() : new ConvLayer();
        d.Add(
            layer with
            {
                Name = node.Name,
                X = d.Read(Window(x, y, op.Window, 0)),
                Weights = d.Weight(weights),
                Bias = d.Read(bias),
                Y = d.Write(sum),
                Window = WindowOf(op.Window),
                Groups = op.Group,
            },
            LayoutNeed.Pixels);
        if (op.Activation is { } activation)
        {
            ElementwiseLowering.Unary(g, node.Name, activation, sum, y);
        }
    }

    public static void Quantized(GraphLowering g, Node node)
    {
        var op = (QConv)node.Op;
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        Value sum = op.Table is null ? y : new Value(y.Name, op.Y.Type, y.Shape);
        Emit(g, node, op.Window, op.Group, op.X, op.W, op.Y, x, sum);
        if (op.Table is { } table)
        {
            g.Lookup(node.Name, sum, table, y);
        }
    }

    private static void Emit(
        GraphLowering g, Node node, Window2D window, int group, QuantParams xq, QuantParams wq, QuantParams yq, Value x, Value y)
    {
        TensorData w = CanonicalBytes(Weights(g, node, 1));
        sbyte[] signed = ConvWeights.Signed(w, wq.ZeroPoints, out int[]? remaining);
        int outputs = w.Shape[0];
        float[] scale = ProductScales.Of(xq, wq, yq, outputs);
        int[]? bias = g.Constant(node, 2)?.Ints;
        int zero = GraphLowering.StorageZero(xq);
        int[] dims = [.. w.Shape.Dims];
        if (remaining is not null)
        {
            SumsLowering.Requantized(g, node, window, group, xq, wq, yq, x, scale, y);
            return;
        }

        int[] folded = ConvWeights.FoldedBias(signed, outputs, bias, zero, node.Name);
        Add(g, node.Name, node.Input(1).Name, WindowOf(window), group, Window(x, y, window, zero), dims, signed, folded, scale, yq, y);
    }

    /// <summary>The layer itself: weights O, H, W, I, the input's zero point in the bias.</summary>
    public static void Add(
        GraphLowering g, string node, string weights, ConvWindow window, int group, Operand x, int[] dims, sbyte[] signed, int[] bias, float[] scale, QuantParams yq, Value y)
    {
        LayerDraft d = g.Draft();
        bool bounded = TileRules.HasWindow(window, group) && Generated.Winograd4Range.Fits(signed, bias, window.StrideHeight == 1 ? Generated.Winograd4Range.Limit : Generated.Winograd4Range.LimitOfStride2);
        QuantizedConvolutionLayer layer = IsDepthwise(x.Value!.Shape, y.Shape, group) ? new QDepthwiseLayer() : new QConvLayer { IsBounded = bounded };
        d.Add(
            layer with
            {
                Name = node,
                X = d.Read(x),
                Weights = d.Weight(g.Weights.AddSBytes(weights, dims, signed)),
                Bias = d.Weight(g.Weights.AddInts(weights + ".bias", [bias.Length], bias)),
                Scale = d.Weight(g.Weights.AddFloats(weights + ".scale", [scale.Length], scale)),
                Y = d.Write(y),
                Window = window,
                Groups = group,
                Zero = GraphLowering.StorageZero(yq),
                IsPairSafe = ConvWeights.IsPairSafe(signed),
            },
            LayoutNeed.Pixels);
    }

    /// <summary>8-bit weights in the order O, H, W, I.</summary>
    public static TensorData CanonicalBytes(TensorData w)
    {
        Shape shape = Shape.Of(w.Shape[0], w.Shape[2], w.Shape[3], w.Shape[1]);
        return w.Type == ElementType.UInt8
            ? new TensorData(shape, ConvWeights.Canonical(w.Bytes, w.Shape))
            : new TensorData(shape, ConvWeights.Canonical(w.SBytes, w.Shape));
    }

    public static bool IsDepthwise(Shape x, Shape y, int group) => group > 1 && group == x[1] && group == y[1];

    public static ConvWindow WindowOf(Window2D w) => new(w.KernelH, w.KernelW, w.StrideH, w.StrideW, w.DilationH, w.DilationW, w.PadTop, w.PadLeft);

    /// <summary>The input with the border that the windows of all outputs reach.</summary>
    public static Operand Window(Value x, Value y, Window2D w, int fill)
    {
        int bottom = ((y.Shape[2] - 1) * w.StrideH) + ((w.KernelH - 1) * w.DilationH) + 1 - w.PadTop - x.Shape[2];
        int right = ((y.Shape[3] - 1) * w.StrideW) + ((w.KernelW - 1) * w.DilationW) + 1 - w.PadLeft - x.Shape[3];
        return new Operand(x, -1, LayoutNeed.Pixels, new HaloNeed(Math.Max(0, w.PadTop), Math.Max(0, w.PadLeft), Math.Max(0, bottom), Math.Max(0, right), fill));
    }

    public static TensorData Weights(GraphLowering g, Node node, int index)
        => g.Constant(node, index) ?? throw new YoloGenException(DiagnosticCodes.NoKernel, "the weights are not constant; export the model with its weights as initializers", node: node.Name);
}
