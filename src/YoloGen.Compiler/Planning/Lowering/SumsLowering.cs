using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Integer convolutions and products whose sums need more than one multiplication.</summary>
internal static class SumsLowering
{
    /// <summary>A quantized convolution with an epilogue in float.</summary>
    public static void ConvFloat(GraphLowering g, Node node)
    {
        var op = (QConvFloat)node.Op;
        Value x = g.InArena(node, 0);
        var layer = new SumConvLayer
        {
            To = op.Y is null ? SumEpilogue.Float : SumEpilogue.Quantize,
            OutputScale = op.Y?.Scale ?? 0,
            Zero = op.Y is null ? 0 : GraphLowering.StorageZero(op.Y),
            Function = op.Activation?.Kind,
            Alpha = op.Activation?.Alpha ?? 0,
            Beta = op.Activation?.Beta ?? 0,
        };
        Emit(g, node, layer, op.Window, op.Group, x, op.W.ZeroPoints, GraphLowering.StorageZero(op.X), ProductScales.Of(op.X, op.W, null, node.Input(1).Shape[0]), Operand.Absent, g.Constant(node, 2)?.Ints);
    }

    /// <summary>A quantized convolution whose weights minus their zero points do not fit 8 bits.</summary>
    public static void Requantized(GraphLowering g, Node node, Window2D window, int group, QuantParams xq, QuantParams wq, QuantParams yq, Value x, float[] scale, Value y)
        => Emit(
            g, node, new SumConvLayer { To = SumEpilogue.Requantize, Zero = GraphLowering.StorageZero(yq) }, window, group, x, wq.ZeroPoints, GraphLowering.StorageZero(xq), scale,
            Operand.Absent, g.Constant(node, 2)?.Ints, y);

    public static void ConvInteger(GraphLowering g, Node node)
    {
        var op = (ConvInteger)node.Op;
        Value x = g.InArena(node, 0);
        ImmutableArray<int> weightZeros = node.Has(3) ? Integers(ConvLowering.Weights(g, node, 3)) : [0];
        int zero = 0;
        Operand runTime = Operand.Absent;
        if (node.Has(2) && g.Constant(node, 2) is null)
        {
            runTime = g.Of(node.Input(2));
            Window2D w = op.Window;
            bool padded = w.PadTop > 0 || w.PadLeft > 0 || w.PadBottom > 0 || w.PadRight > 0;
            zero = PlanHalo.AtRunTime;
            if (padded && !g.Steps.OfType<LayerStep>().Any(s => s.Layer is QuantizeByLayer by && s.Outputs[0] == x && s[by.Zero].Value == runTime.Value))
            {
                g.Refuse(node, "padding with a zero point that is not the one of the DynamicQuantizeLinear before it");
                return;
            }
        }
        else
        {
            zero = (node.Has(2) ? (int)g.Constant(node, 2)!.IntegerAt(0) : 0) + GraphLowering.Shift(x.Type);
        }

        Emit(g, node, new SumConvLayer { To = SumEpilogue.Sums }, op.Window, op.Group, x, weightZeros, zero, null, runTime, null);
    }

    private static void Emit(
        GraphLowering g, Node node, SumConvLayer layer, Window2D window, int group, Value x, ImmutableArray<int> weightZeros, int zero, float[]? scale, Operand runTimeZero,
        int[]? bias, Value? target = null)
    {
        Value y = target ?? g.Of(node.Output);
        TensorData w = ConvLowering.CanonicalBytes(ConvLowering.Weights(g, node, 1));
        sbyte[] signed = ConvWeights.Signed(w, weightZeros, out int[]? remaining);
        int outputs = w.Shape[0], each = signed.Length / Math.Max(1, outputs);
        bool isRunTime = runTimeZero.Value is not null;
        int[] folded = ConvWeights.FoldedBias(signed, outputs, bias, isRunTime ? 0 : zero, node.Name);
        var sums = new int[outputs];
        for (int o = 0; o < outputs; o++)
        {
            long adjust = (remaining?[o] ?? 0L) * each;
            folded[o] = checked((int)(folded[o] + (isRunTime ? 0 : zero * adjust)));
            long sum = -adjust;
            foreach (sbyte v in signed.AsSpan(o * each, each))
            {
                sum += v;
            }

            sums[o] = checked((int)sum);
        }

        string name = node.Input(1).Name;
        LayerDraft d = g.Draft();
        PlanOperand Ints(string suffix, int[] values, bool resident) => d.Weight(g.Weights.AddInts(name + suffix, [outputs], values, resident));
        d.Add(
            layer with
            {
                Name = node.Name,
                X = d.Read(ConvLowering.Window(x, y, window, zero)),
                Weights = d.Weight(g.Weights.AddSBytes(name, [.. w.Shape.Dims], signed)),
                Bias = Ints(".bias", folded, false),
                Scale = scale is null ? PlanOperand.None : d.Weight(g.Weights.AddFloats(name + ".scale", [outputs], scale, resident: true)),
                InputZero = d.Read(runTimeZero),
                WeightSums = isRunTime ? Ints(".sums", sums, true) : PlanOperand.None,
                WeightZeros = remaining is null ? PlanOperand.None : Ints(".zeros", remaining, true),
                Y = d.Write(y),
                Window = ConvLowering.WindowOf(window),
                Groups = group,
                IsPairSafe = ConvWeights.IsPairSafe(signed),
            },
            LayoutNeed.Pixels);
    }

    private static ImmutableArray<int> Integers(TensorData data) => [.. Enumerable.Range(0, data.Length).Select(i => (int)data.IntegerAt(i))];

    public static void MatMulInteger(GraphLowering g, Node node)
    {
        Value a = g.Of(node.Input(0)), b = g.Of(node.Input(1));
        Operand zeroA = Operand.Absent, zeroB = Operand.Absent;
        int constantA = Zero(g, node, 2, a, ref zeroA), constantB = Zero(g, node, 3, b, ref zeroB);
        Product(g, new QMatMulLayer { Name = node.Name, ZeroA = constantA, ZeroB = constantB }, a, b, g.Of(node.Output), Operand.Absent, null, zeroA, zeroB);
    }

    private static int Zero(GraphLowering g, Node node, int index, Value of, ref Operand operand)
    {
        if (!node.Has(index))
        {
            return GraphLowering.Shift(of.Type);
        }

        Value zero = g.Of(node.Input(index));
        if (zero.Constant is { } c && c.Length == 1)
        {
            return (int)c.IntegerAt(0) + GraphLowering.Shift(of.Type);
        }

        if (index == 2 && zero.Shape.Count != 1)
        {
            throw new YoloGenException(DiagnosticCodes.NoKernel, "a zero point for each row of the left matrix", node: node.Name);
        }

        // One for each column: the kernel steps through them.
        operand = g.Read(zero);
        operand = operand.Value is null ? operand : operand with { Need = LayoutNeed.RowMajor };
        return 0;
    }

    public static void QMatMul(GraphLowering g, Node node)
    {
        var op = (QMatMul)node.Op;
        Value a = g.Of(node.Input(0)), b = g.Of(node.Input(1)), y = g.Of(node.Output);
        int n = b.Shape.Rank == 1 ? 1 : b.Shape[b.Shape.Rank - 1];
        float[] scale = ProductScales.Of(op.A, op.B, op.Y, n);
        int[]? bias = g.Constant(node, 2)?.Ints;
        int zeroA = GraphLowering.StorageZero(op.A), zeroY = GraphLowering.StorageZero(op.Y);
        if (b.Constant is { } constant && b.Shape.Rank == 2 && a.Shape.Rank >= 2)
        {
            int k = b.Shape[0];
            TensorData transposed = b.Type == ElementType.UInt8
                ? new TensorData(Shape.Of(n, k), MatMulLowering.Transposed(constant.Bytes, k, n))
                : new TensorData(Shape.Of(n, k), MatMulLowering.Transposed(constant.SBytes, k, n));
            sbyte[] signed = ConvWeights.Signed(transposed, op.B.ZeroPoints, out int[]? remaining);
            if (remaining is null)
            {
                int[] folded = ConvWeights.FoldedBias(signed, n, bias is { Length: 1 } ? [.. Enumerable.Repeat(bias[0], n)] : bias, zeroA, node.Name);
                Value pixels = MatMulLowering.AsPixels(g, node.Name, g.InArena(a)), output = GraphLowering.Temporary(y.Name, y.Type, 1, n, 1, pixels.Shape[3]);
                LayerDraft d = g.Draft();
                d.Add(
                    new QConvLayer
                    {
                        Name = node.Name,
                        X = d.Pixels(pixels),
                        Weights = d.Weight(g.Weights.AddSBytes(b.Name, [n, 1, 1, k], signed)),
                        Bias = d.Weight(g.Weights.AddInts(b.Name + ".bias", [n], folded)),
                        Scale = d.Weight(g.Weights.AddFloats(b.Name + ".scale", [n], scale)),
                        Y = d.Write(output),
                        Zero = zeroY,
                        IsPairSafe = ConvWeights.IsPairSafe(signed),
                    },
                    LayoutNeed.Pixels);
                MatMulLowering.FromPixels(g, node.Name, output, Matrices.Of(g, node.Name, a, b, y));
                return;
            }
        }

        Operand zeroB = Operand.Absent;
        if (!op.B.IsPerTensor)
        {
            byte[] zeros = [.. op.B.ZeroPoints.Select(z => (byte)(z + GraphLowering.Shift(op.B.Type)))];
            zeroB = Operand.OfWeight(g.Weights.Add(b.Name + ".zeros", ElementType.UInt8, [n], zeros, resident: true));
        }

        Operand biasOperand = bias is null ? Operand.Absent : Operand.OfWeight(g.Weights.AddInts(b.Name + ".bias", [n], bias.Length == 1 ? [.. Enumerable.Repeat(bias[0], n)] : bias, resident: true));
        Product(
            g, new QMatMulLayer { Name = node.Name, ZeroA = zeroA, ZeroB = op.B.IsPerTensor ? GraphLowering.StorageZero(op.B) : 0, Zero = zeroY }, a, b, y, biasOperand, scale,
            Operand.Absent, zeroB);
    }

    private static void Product(
        GraphLowering g, QMatMulLayer layer, Value a, Value b, Value y, Operand bias, float[]? scale, Operand zeroA, Operand zeroB)
    {
        string name = layer.Name;
        Matrices m = Matrices.Of(g, name, a, b, y);
        int k = m.A.Shape[m.A.Shape.Rank - 1], n = m.Y.Shape[m.Y.Shape.Rank - 1];
        if (k > int.MaxValue / (255 * 255))
        {
            throw new YoloGenException(DiagnosticCodes.SumOverflow, $"a product over {k} elements can leave 32 bits; keep it in float", node: name);
        }

        Operand scaleOperand = scale is null ? Operand.Absent : Operand.OfWeight(g.Weights.AddFloats(name + ".scale", [n], scale, resident: true));
        Operand right = m.B.Constant is null ? m.B : g.Read(m.B);
        Operand left = new(g.InArena(m.A), -1, LayoutNeed.Rows);
        LayerDraft d = g.Draft();
        d.Add(
            layer with
            {
                A = d.Read(left),
                B = d.Read(right),
                Bias = d.Read(bias),
                Scale = d.Read(scaleOperand),
                RunTimeZeroA = d.Read(zeroA),
                ZerosB = d.Read(zeroB),
                Y = d.Write(m.Y),
            },
            LayoutNeed.Rows);
        m.Finish(g, name);
    }
}
