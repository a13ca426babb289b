using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Compiler.Passes.Quantized;

/// <summary>
/// Finds, for a float tensor, the bytes it is a function of. Dequantize, elementwise functions and moves commute with each other,
/// so any chain of them is one move of bytes and one table; this is exact, not an approximation.
/// </summary>
internal sealed class ByteSources(ForwardRewriter rewriter)
{
    private readonly Dictionary<Tensor, ByteSource?> _found = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<ByteSource, Tensor> _materialized = new(ReferenceEqualityComparer.Instance);

    /// <summary>The source of a float tensor, or null.</summary>
    public ByteSource? Find(Tensor tensor)
    {
        if (!_found.TryGetValue(tensor, out ByteSource? source))
        {
            source = rewriter.Producer(tensor) is { } node && tensor.Type == ElementType.Float32 ? Search(node) : null;
            _found[tensor] = source;
        }

        return source;
    }

    /// <summary>The source of a tensor that is a plain dequantization, or null.</summary>
    public ByteSource? FindQuantized(Tensor tensor) => Find(tensor) is { Params: not null } source ? source : null;

    /// <summary>Likewise, where ONNX Runtime too sees a DequantizeLinear.</summary>
    public ByteSource? FindAdjacent(Tensor tensor) => Find(tensor) is { Params: not null, IsAdjacent: true } source ? source : null;

    /// <summary>Whether ONNX Runtime moves Q/DQ pairs past an operator (qdq_propagation).</summary>
    public static bool Propagates(Operator op) => OperatorCatalog.TraitsOf(op).OrtPropagates(op);

    /// <summary>The 8-bit tensor of a source, emitting its moves where needed.</summary>
    public Tensor Materialize(ByteSource source)
        => source.Bytes ?? (_materialized.TryGetValue(source, out Tensor? done)
            ? done
            : Materialize(source, rewriter.New(source.Move!.Output.Name + ".bytes", source.Type, source.Move.Output.Shape)));

    /// <summary>Emits the last move of a source so that it writes <paramref name="output"/>; only for sources that end in a move.</summary>
    public Tensor Materialize(ByteSource source, Tensor output)
    {
        Node move = source.Move!;
        Tensor bytes = Materialize(source.Before!);
        rewriter.Emit(move with { Inputs = [bytes, .. move.Inputs.Skip(1)], Outputs = [output] });
        _materialized[source] = output;
        return output;
    }

    private ByteSource? Search(Node node) => node.Op switch
    {
        DequantizeLinear { Params: { IsPerTensor: true } p } when node.Input(0).Type.IsQuantized() => FromBytes(node, p),
        Unary => Find(node.Input(0)) is { } x ? x with { Table = Evaluate(node, [Floats(x.Table)]), Params = null, IsAdjacent = false } : null,
        Binary { Kind: BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div or BinaryKind.Min or BinaryKind.Max } => FromBinary(node),
        _ => OperatorCatalog.TraitsOf(node.Op).Movement(node) switch
        {
            Movement.Elements => Moved(node),
            Movement.Largest when Find(node.Input(0)) is { IsMonotone: true } => Moved(node),
            _ => null,
        },
    };

    private static ByteSource FromBytes(Node node, QuantParams p)
    {
        Tensor bytes = node.Input(0);
        return new ByteSource(bytes, null, null, bytes.Type, Evaluate(node, [AllBytes.Of(AllBytes.Patterns, bytes.Type)]), p, true);
    }

    private ByteSource? Moved(Node node)
        => Find(node.Input(0)) is { } x ? new ByteSource(null, node, x, x.Type, x.Table, x.Params, x.IsAdjacent && Propagates(node.Op)) : null;

    private ByteSource? FromBinary(Node node)
    {
        Tensor a = node.Input(0), b = node.Input(1);
        ByteSource? left = Find(a), right = Find(b);
        if (left is not null && right is not null)
        {
            // Two functions of the very same bytes, such as x * g(x).
            bool same = left.Bytes is not null && left.Bytes == right.Bytes;
            return same ? left with { Table = Evaluate(node, [Floats(left.Table), Floats(right.Table)]), Params = null, IsAdjacent = false } : null;
        }

        if (left is not null && b.Constant is { Type: ElementType.Float32, Shape.Count: 1 } scalarB && node.Output.Shape == a.Shape)
        {
            return left with { Table = Evaluate(node, [Floats(left.Table), scalarB.Reshaped(Shape.Of(1))]), Params = null, IsAdjacent = false };
        }

        return right is not null && a.Constant is { Type: ElementType.Float32, Shape.Count: 1 } scalarA && node.Output.Shape == b.Shape
            ? right with { Table = Evaluate(node, [scalarA.Reshaped(Shape.Of(1)), Floats(right.Table)]), Params = null, IsAdjacent = false }
            : null;
    }

    private static TensorData Floats(float[] values) => new(Shape.Of(values.Length), values);

    private static float[] Evaluate(Node node, TensorData[] inputs)
    {
        var probe = new Node(node.Name, node.Op, [.. inputs.Select((d, i) => new Tensor($"in{i}", d))], [new Tensor("table", ElementType.Float32, Shape.Of(256))]);
        return Interpreter.Interpreter.Evaluate(probe, inputs)[0].Floats;
    }
}
