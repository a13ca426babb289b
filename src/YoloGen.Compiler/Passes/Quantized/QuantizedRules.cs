using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>The operators that have an integer form of their own, first match; each gets the float node, the output's parameters and tensor.</summary>
internal sealed class QuantizedRules(ForwardRewriter rewriter, ByteSources sources)
{
    /// <summary>Emits the integer form of a float node; false if it has none.</summary>
    public bool TryEmit(Node node, QuantParams y, Tensor output) => node.Op switch
    {
        Conv { Activation: null } op => Conv(node, op, y, output, null),
        Graph.Operators.MatMul => Product(node, y, output),
        Gemm op => Gemm(node, op, y, output),
        Binary { Kind: BinaryKind.Add or BinaryKind.Mul } op => Binary(node, op, y, output),
        AveragePool op => Pool(node, op, y, output),
        Reduce { Kind: ReduceKind.Mean } op => GlobalPool(node, op, y, output),
        Softmax op => Softmax(node, op, y, output),
        _ => false,
    };

    /// <summary>A convolution of quantized input and weights; <paramref name="y"/> null leaves the result in floats.</summary>
    public bool Conv(Node node, Conv op, QuantParams? y, Tensor output, Unary? activation)
    {
        if (sources.FindQuantized(node.Input(0)) is not { Params: { } x } source || ConstantOperand.Weights(rewriter, node.Input(1)) is not { } w
            || !(w.Params.IsPerTensor || w.Params.Axis == 0)
            || !ConstantOperand.TryBias(rewriter, node.Has(2) ? node.Input(2) : null, x.Scale, w.Params, output.Shape[1], out Tensor? bias))
        {
            return false;
        }

        Operator quantized = y is not null && activation is null
            ? new QConv(op.Window, op.Group, x, w.Params, y)
            : new QConvFloat(op.Window, op.Group, x, w.Params, y, activation);
        rewriter.Emit(new Node(node.Name, quantized, [sources.Materialize(source), w.Bytes, bias], [output]));
        return true;
    }

    private bool Product(Node node, QuantParams y, Tensor output)
    {
        if (sources.FindQuantized(node.Input(0)) is not { Params: { } a } left)
        {
            return false;
        }

        if (ConstantOperand.Weights(rewriter, node.Input(1)) is { } w)
        {
            if (!w.Params.IsPerTensor && w.Params.Axis != w.Bytes.Shape.Rank - 1)
            {
                return false;
            }

            rewriter.Emit(new Node(node.Name, new QMatMul(a, w.Params, y), [sources.Materialize(left), w.Bytes], [output]));
            return true;
        }

        if (sources.FindQuantized(node.Input(1)) is not { Params: { } b } right)
        {
            return false;
        }

        rewriter.Emit(new Node(node.Name, new QMatMul(a, b, y), [sources.Materialize(left), sources.Materialize(right)], [output]));
        return true;
    }

    private bool Gemm(Node node, Gemm op, QuantParams y, Tensor output)
    {
        if (op.Alpha != 1 || op.TransA || (node.Has(2) && op.Beta != 1) || sources.FindQuantized(node.Input(0)) is not { Params: { } a } source
            || ConstantOperand.Weights(rewriter, node.Input(1)) is not { } w || w.Bytes.Shape.Rank != 2
            || !(w.Params.IsPerTensor || w.Params.Axis == (op.TransB ? 0 : 1))
            || !ConstantOperand.TryBias(rewriter, node.Has(2) ? node.Input(2) : null, a.Scale, w.Params, output.Shape[1], out Tensor? bias))
        {
            return false;
        }

        Tensor b = op.TransB ? Transposed(w.Bytes) : w.Bytes;
        rewriter.Emit(new Node(node.Name, new QMatMul(a, w.Params with { Axis = 1 }, y), [sources.Materialize(source), b, bias], [output]));
        return true;
    }

    private Tensor Transposed(Tensor matrix)
    {
        var shape = Shape.Of(matrix.Shape[1], matrix.Shape[0]);
        var output = new Tensor(matrix.Name, matrix.Type, shape);
        TensorData value = Interpreter.Interpreter.Evaluate(new Node(matrix.Name, new Transpose([1, 0]), [matrix], [output]), [matrix.Constant])[0];
        return rewriter.Constant(matrix.Name + ".transposed", value);
    }

    private bool Binary(Node node, Binary op, QuantParams y, Tensor output)
    {
        if (sources.FindQuantized(node.Input(0)) is not { Params: { } a } left || sources.FindQuantized(node.Input(1)) is not { Params: { } b } right
            || a.Type != y.Type || b.Type != y.Type)
        {
            return false;
        }

        Operator quantized = op.Kind == BinaryKind.Add ? new QAdd(a, b, y) : new QMul(a, b, y);
        rewriter.Emit(new Node(node.Name, quantized, [sources.Materialize(left), sources.Materialize(right)], [output]));
        return true;
    }

    private bool Pool(Node node, AveragePool op, QuantParams y, Tensor output)
    {
        if (sources.FindQuantized(node.Input(0)) is not { Params: { } x } source || x.Type != y.Type)
        {
            return false;
        }

        rewriter.Emit(new Node(node.Name, new QAveragePool(op.Window, op.CountIncludePad, x, y), [sources.Materialize(source)], [output]));
        return true;
    }

    private bool GlobalPool(Node node, Reduce op, QuantParams y, Tensor output)
    {
        Shape shape = node.Input(0).Shape;
        if (shape.Rank != 4 || !op.Axes.AsSpan().SequenceEqual([2, 3]) || sources.FindQuantized(node.Input(0)) is not { Params: { } x } source || x.Type != y.Type)
        {
            return false;
        }

        var pool = new QGlobalAveragePool(x, y);
        if (op.KeepDims)
        {
            rewriter.Emit(new Node(node.Name, pool, [sources.Materialize(source)], [output]));
        }
        else
        {
            Tensor pooled = rewriter.Emit(node.Name, pool, y.Type, Shape.Of(shape[0], shape[1], 1, 1), sources.Materialize(source));
            rewriter.Emit(new Node(node.Name, new Reshape(), [pooled], [output]));
        }

        return true;
    }

    private bool Softmax(Node node, Softmax op, QuantParams y, Tensor output)
    {
        if (sources.FindQuantized(node.Input(0)) is not { Params: { } x } source || x.Type != y.Type)
        {
            return false;
        }

        rewriter.Emit(new Node(node.Name, new QSoftmax(op.Axis, x, y), [sources.Materialize(source)], [output]));
        return true;
    }
}
