using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>
/// The operators that have an integer form in ONNX Runtime, and its conditions: all inputs come from DequantizeLinear, the types of inputs and
/// output agree, int8 activations need int8 weights. Each rule gets the float node, the output's parameters and tensor.
/// </summary>
internal sealed class QuantizedRules(ForwardRewriter rewriter, ByteSources sources)
{
    /// <summary>Most that a byte and a zero point together multiply a weight by.</summary>
    private const int MostFactor = 383 + 255;

    /// <summary>Pixels from which on the mean of a map is taken in integers: of smaller ones it costs nothing, and more of their means lie between two bytes.</summary>
    private const int LeastMeanPixels = 512;

    /// <summary>Emits the integer form of a float node right before a QuantizeLinear; false if ONNX Runtime computes it in floats.</summary>
    public bool TryInteger(Node node, QuantParams y, Tensor output) => node.Op switch
    {
        Conv { Activation: null } op => Conv(node, op, y, output),
        MatMul => Product(node, y, output),
        Gemm op => Gemm(node, op, y, output),
        Binary { Kind: BinaryKind.Add or BinaryKind.Mul } op => Binary(node, op, y, output),
        AveragePool op when !op.CountIncludePad || StaysInside(node, op.Window) => Same(node, y) is { } x && Emit(node, new QAveragePool(op.Window, op.CountIncludePad, x.Params!, y), [sources.Materialize(x)], output),
        Reduce { Kind: ReduceKind.Mean, IsGlobalPool: true, KeepDims: true } when node.Input(0).Shape.Rank == 4
            => Same(node, y) is { } x && Emit(node, new QGlobalAveragePool(x.Params!, y), [sources.Materialize(x)], output),
        Softmax op => Same(node, y) is { } x && Emit(node, new QSoftmax(op.Axis, x.Params!, y), [sources.Materialize(x)], output),
        _ => false,
    };

    /// <summary>
    /// Whether all windows lie in the padded input. One that reaches beyond (ceil_mode) has fewer elements in the float operator, while the integer form,
    /// as ONNX Runtime computes it, always divides by the whole window.
    /// </summary>
    private static bool StaysInside(Node node, Window2D w)
    {
        Shape x = node.Input(0).Shape, y = node.Output.Shape;
        return Reach(y[2], w.StrideH, w.KernelH, w.DilationH) <= x[2] + w.PadTop + w.PadBottom && Reach(y[3], w.StrideW, w.KernelW, w.DilationW) <= x[3] + w.PadLeft + w.PadRight;

        static long Reach(long outputs, long stride, long kernel, long dilation) => ((outputs - 1) * stride) + ((kernel - 1) * dilation) + 1;
    }

    /// <summary>
    /// What ONNX Runtime computes in floats between Dequantize and Quantize and exact integer sums give as well: a convolution, with or without an activation
    /// after it (epilogue in floats), a transposed one, the mean of each map.
    /// </summary>
    public bool TrySums(Node node, QuantParams y, Tensor output) => node.Op switch
    {
        Conv { Activation: null } op => ConvFloat(node, op, y, output, null),
        ConvTranspose { Activation: null } op => Transposed(node, op, y, output),
        Reduce { Kind: ReduceKind.Mean, KeepDims: true } op when node.Input(0).Shape.Rank == 4 => Mean(node, op, y, output),
        Unary activation when rewriter.HasOneReader(node.Input(0)) && rewriter.Producer(node.Input(0)) is { Op: Conv { Activation: null } op } conv
            => ConvFloat(conv, op, y, output, activation),
        _ => false,
    };

    /// <summary>A convolution of bytes whose result is wanted in floats.</summary>
    public bool TryConvToFloat(Node node, Conv op)
    {
        // A float bias is added as it is: rounded to integers it would show in small results.
        if (!node.Has(2) || node.Input(2).Constant is null)
        {
            return ConvFloat(node, op, null, node.Output, null);
        }

        Tensor sum = rewriter.New(node.Output.Name + ".sum", ElementType.Float32, node.Output.Shape);
        if (!ConvFloat(node with { Inputs = [node.Inputs[0], node.Inputs[1]] }, op, null, sum, null))
        {
            return false;
        }

        TensorData bias = node.Input(2).Constant!;
        Tensor perChannel = rewriter.Constant(node.Input(2).Name + ".channels", bias.Reshaped(Shape.Of(1, checked((int)bias.Shape.Count), 1, 1)));
        rewriter.Emit(new Node(node.Name, new Binary(BinaryKind.Add), [sum, perChannel], [node.Output]));
        return true;
    }

    private bool Conv(Node node, Conv op, QuantParams y, Tensor output)
        => sources.FindAdjacent(node.Input(0)) is { Params: { } x } source && Weights(node, 0) is { } w && x.Type == y.Type && Fits(x.Type, w.Params.Type)
            && ConstantOperand.TryMatching(rewriter, node.Has(2) ? node.Input(2) : null, x.Scale, w.Params, output.Shape[1], out Tensor? bias)
            && Emit(node, new QConv(op.Window, op.Group, x, w.Params, y), [sources.Materialize(source), w.Bytes, bias], output);

    private bool ConvFloat(Node node, Conv op, QuantParams? y, Tensor output, Unary? activation)
        => sources.FindQuantized(node.Input(0)) is { Params: { } x } source && Weights(node, 0) is { } w
            && ConstantOperand.TryRounded(rewriter, node.Has(2) ? node.Input(2) : null, x.Scale, w.Params, output.Shape[1], out Tensor? bias)
            && Emit(node, new QConvFloat(op.Window, op.Group, x, w.Params, y, activation), [sources.Materialize(source), w.Bytes, bias], output);

    /// <summary>Exact sums, requantized at once: a real number rounded to the nearest step, where the float operators round on the way.</summary>
    private bool Transposed(Node node, ConvTranspose op, QuantParams y, Tensor output)
        => sources.FindQuantized(node.Input(0)) is { Params: { } x } source && Weights(node, 1) is { } w && w.Params.Type == ElementType.Int8 && w.Params.ZeroPoints.All(z => z == 0)
            && (w.Params.IsPerTensor || op.Group == 1)
            && op.Window is { DilationH: 1, DilationW: 1 } && op.Window.KernelH >= op.Window.StrideH && op.Window.KernelW >= op.Window.StrideW
            && ConstantOperand.TryRounded(rewriter, node.Has(2) ? node.Input(2) : null, x.Scale, w.Params, output.Shape[1], out Tensor? bias)
            && SumsFit(w.Bytes.Constant!, bias?.Constant, op.Group, output.Shape[1]) && Emit(node, new QConvTranspose(op.Window, op.Group, x, w.Params, y), [sources.Materialize(source), w.Bytes, bias], output);

    /// <summary>Whether the sums of a transposed convolution, the bias and the input's zero point included, fit 32 bits whatever comes in; a bias that was saturated does not.</summary>
    private static bool SumsFit(TensorData weights, TensorData? bias, int group, int outputs)
    {
        int each = weights.Shape[1], taps = weights.Shape[2] * weights.Shape[3], inputs = weights.Shape[0] / group;
        for (int o = 0; o < outputs; o++)
        {
            long sum = 0;
            for (int i = o / each * inputs; i < ((o / each) + 1) * inputs; i++)
            {
                for (int tap = 0; tap < taps; tap++)
                {
                    sum += Math.Abs((int)weights.SBytes[(((i * each) + (o % each)) * taps) + tap]);
                }
            }

            if (Math.Abs((long)(bias?.Ints[o] ?? 0)) + (MostFactor * sum) > int.MaxValue)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The mean of each map, exact, where the float operator rounds each step. Not of small maps, nor of channels, which are few: with equal scales one of n means of n
    /// numbers lies between two bytes, n a power of two, where the float operator's last bits decide.
    /// </summary>
    private bool Mean(Node node, Reduce op, QuantParams y, Tensor output)
        => op.Axes.SequenceEqual([2, 3]) && node.Input(0).Shape[2] * (long)node.Input(0).Shape[3] >= LeastMeanPixels
            && sources.FindQuantized(node.Input(0)) is { Params: { } x } source && x.Type == y.Type
            && Emit(node, new QGlobalAveragePool(x, y) { IsOfFloats = true }, [sources.Materialize(source)], output);

    private bool Product(Node node, QuantParams y, Tensor output)
    {
        if (sources.FindAdjacent(node.Input(0)) is not { Params: { } a } left || a.Type != y.Type)
        {
            return false;
        }

        if (ConstantOperand.Weights(rewriter, node.Input(1)) is { } w)
        {
            return Fits(a.Type, w.Params.Type) && (w.Params.IsPerTensor || w.Params.Axis == w.Bytes.Shape.Rank - 1)
                && Emit(node, new QMatMul(a, w.Params, y), [sources.Materialize(left), w.Bytes], output);
        }

        return sources.FindAdjacent(node.Input(1)) is { Params: { } b } right && Fits(a.Type, b.Type)
            && Emit(node, new QMatMul(a, b, y), [sources.Materialize(left), sources.Materialize(right)], output);
    }

    private bool Gemm(Node node, Gemm op, QuantParams y, Tensor output)
    {
        // An integer bias counts in steps of the product: a factor of the product alone is not one of the bias.
        if (!(op.Alpha > 0) || op.TransA || (node.Has(2) && (op.Beta != 1 || op.Alpha != 1)) || sources.FindAdjacent(node.Input(0)) is not { Params: { } a } source || a.Type != y.Type
            || Weights(node, op.TransB ? 0 : 1) is not { } w || !Fits(a.Type, w.Params.Type)
            || !ConstantOperand.TryInteger(rewriter, node.Has(2) ? node.Input(2) : null, output.Shape[1], out Tensor? bias))
        {
            return false;
        }

        Tensor b = op.TransB ? Transposed(w.Bytes) : w.Bytes;
        return Emit(node, new QMatMul(a with { Scales = [op.Alpha * a.Scale] }, w.Params with { Axis = 1 }, y), [sources.Materialize(source), b, bias], output);
    }

    private bool Binary(Node node, Binary op, QuantParams y, Tensor output)
        => sources.FindAdjacent(node.Input(0)) is { Params: { } a } left && sources.FindAdjacent(node.Input(1)) is { Params: { } b } right && a.Type == y.Type && b.Type == y.Type
            && Pair(op.Kind, a, b, y) is { } pair && Emit(node, pair, [sources.Materialize(left), sources.Materialize(right)], output);

    /// <summary>A sum has the bytes of the float operators; without constants for that it stays in floats.</summary>
    private static Operator? Pair(BinaryKind kind, QuantParams a, QuantParams b, QuantParams y)
        => kind == BinaryKind.Mul ? new QMul(a, b, y) : ExactAddition.Find(a, b, y) is { } factors ? new QAdd(a, b, y) { Factors = factors } : null;

    /// <summary>The bytes of an operator's only input if they have the output's type.</summary>
    private ByteSource? Same(Node node, QuantParams y) => sources.FindAdjacent(node.Input(0)) is { Params: { } x } source && x.Type == y.Type ? source : null;

    /// <summary>Constant 8-bit weights with one scale, or one for each index of <paramref name="axis"/>.</summary>
    private (Tensor Bytes, QuantParams Params)? Weights(Node node, int axis)
        => ConstantOperand.Weights(rewriter, node.Input(1)) is { } w && (w.Params.IsPerTensor || w.Params.Axis == axis) ? w : null;

    private static bool Fits(ElementType activations, ElementType weights) => activations == ElementType.UInt8 || weights == ElementType.Int8;

    private bool Emit(Node node, Operator op, Tensor?[] inputs, Tensor output)
    {
        rewriter.Emit(new Node(node.Name, op, inputs, [output]));
        return true;
    }

    private Tensor Transposed(Tensor matrix)
    {
        var shape = Shape.Of(matrix.Shape[1], matrix.Shape[0]);
        var output = new Tensor(matrix.Name, matrix.Type, shape);
        TensorData value = Interpreter.Interpreter.Evaluate(new Node(matrix.Name, new Transpose([1, 0]), [matrix], [output]), [matrix.Constant])[0];
        return rewriter.Constant(matrix.Name + ".transposed", value);
    }
}
