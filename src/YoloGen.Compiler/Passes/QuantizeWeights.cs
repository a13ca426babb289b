using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Passes.Quantized;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// A product between Dequantize and Quantize whose weights or bias are floats gets them quantized, as in ONNX Runtime (weight_bias_quantization):
/// weights to int8 over their range, one scale for all, bias to int32.
/// </summary>
internal static class QuantizeWeights
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        var sources = new ByteSources(rewriter);
        ILookup<Tensor, Node> readers = graph.Consumers();
        return rewriter.Run(node => node.Op is Conv or ConvTranspose or Gemm && Quantize(rewriter, sources, readers, node));
    }

    private static bool Quantize(ForwardRewriter rewriter, ByteSources sources, ILookup<Tensor, Node> readers, Node node)
    {
        Tensor weights = node.Input(1);
        Tensor? bias = node.Has(2) ? node.Input(2) : null;
        if (sources.FindAdjacent(node.Input(0)) is not { Params: { } x } || !LeadsToQuantize(readers, node.Output)
            || (bias is not null && (bias is not { IsConstant: true, Type: ElementType.Float32 } || bias.Shape.Rank != 1)))
        {
            return false;
        }

        QuantParams? w = weights is { IsConstant: true, Type: ElementType.Float32 } ? RangeOf(weights.Constant!.Floats)
            : rewriter.Producer(weights) is { Op: DequantizeLinear { Params: { } p } } ? p : null;
        if (w is null || (weights.IsConstant is false && bias is null) || (!w.IsPerTensor && (bias is null || w.Scales.Length != bias.Shape[0] || w.Axis != ChannelAxis(node.Op))))
        {
            return false;
        }

        Tensor newWeights = weights.IsConstant ? Dequantized(rewriter, weights, w) : weights;
        rewriter.Emit(node with { Inputs = [node.Input(0), newWeights, bias is null ? null : QuantizedBias(rewriter, bias, x, w)] });
        return true;
    }

    private static int ChannelAxis(Operator op) => op is ConvTranspose or Gemm { TransB: false } ? 1 : 0;

    /// <summary>Relu, Clip, then moves that Q/DQ pairs are propagated through, each read once, then a QuantizeLinear.</summary>
    private static bool LeadsToQuantize(ILookup<Tensor, Node> readers, Tensor tensor)
    {
        bool moved = false;
        while (readers[tensor].Take(2).Count() == 1)
        {
            Node reader = readers[tensor].First();
            bool moves = ByteSources.Propagates(reader.Op);
            if (reader.Op is QuantizeLinear { Params.IsPerTensor: true })
            {
                return true;
            }

            if (!moves && (moved || reader.Op is not Unary { Kind: UnaryKind.Relu or UnaryKind.Clip }))
            {
                return false;
            }

            moved |= moves;
            tensor = reader.Output;
        }

        return false;
    }

    private static QuantParams RangeOf(float[] values)
    {
        float min = 0, max = 0;
        foreach (float v in values)
        {
            min = MathF.Min(min, v);
            max = MathF.Max(max, v);
        }

        float scale = Generated.Scalar.RangeScale(min, max);
        float zero = MathF.Max(-128, MathF.Min(127, -128 - (min / scale)));
        return new QuantParams(ElementType.Int8, scale, (int)MathF.Round(zero, MidpointRounding.ToEven));
    }

    private static Tensor Dequantized(ForwardRewriter rewriter, Tensor weights, QuantParams p)
    {
        var probe = new Node(weights.Name, new QuantizeLinear(p), [weights], [new Tensor("bytes", p.Type, weights.Shape)]);
        Tensor bytes = rewriter.Constant(weights.Name + ".int8", Interpreter.Interpreter.Evaluate(probe, [weights.Constant])[0]);
        return rewriter.Emit(weights.Name + ".dequantized", new DequantizeLinear(p), ElementType.Float32, weights.Shape, bytes);
    }

    private static Tensor QuantizedBias(ForwardRewriter rewriter, Tensor bias, QuantParams x, QuantParams w)
    {
        float[] scales = [.. w.Scales.Select(s => x.Scale * s)];
        float[] values = bias.Constant!.Floats;
        int[] integers = [.. values.Select((v, i) => Saturate(MathF.Round(v / scales[w.IsPerTensor ? 0 : i], MidpointRounding.ToEven)))];
        var p = new QuantParams(ElementType.Int32, [.. scales], [.. new int[scales.Length]]);
        Tensor constant = rewriter.Constant(bias.Name + ".int32", new TensorData(bias.Shape, integers));
        return rewriter.Emit(bias.Name + ".dequantized", new DequantizeLinear(p), ElementType.Float32, bias.Shape, constant);
    }

    private static int Saturate(float value) => float.IsNaN(value) ? 0 : value >= int.MaxValue ? int.MaxValue : value <= int.MinValue ? int.MinValue : (int)value;
}
