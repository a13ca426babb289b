using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Formulas for operators that are made of others: each call adds one node, shapes broadcast and types follow.</summary>
internal static class Formula
{
    public static Tensor Plus(this NodeImport n, Tensor a, Tensor b) => Of(n, BinaryKind.Add, a, b);

    public static Tensor Minus(this NodeImport n, Tensor a, Tensor b) => Of(n, BinaryKind.Sub, a, b);

    public static Tensor Times(this NodeImport n, Tensor a, Tensor b) => Of(n, BinaryKind.Mul, a, b);

    public static Tensor Over(this NodeImport n, Tensor a, Tensor b) => Of(n, BinaryKind.Div, a, b);

    public static Tensor Of(this NodeImport n, BinaryKind kind, Tensor a, Tensor b)
        => n.Add(new Binary(kind), [a, b], IsTruth(kind) ? ElementType.Bool : a.Type, BinaryImport.BroadcastShape(n, a, b));

    public static Tensor Of(this NodeImport n, UnaryKind kind, Tensor x, float alpha = 0, float beta = 0) => n.Add(new Unary(kind, alpha, beta), [x], x.Type, x.Shape);

    public static Tensor Sum(this NodeImport n, Tensor x, params ReadOnlySpan<int> axes) => n.Reduced(ReduceKind.Sum, x, axes);

    /// <summary>A reduction that keeps the axes with size 1.</summary>
    public static Tensor Reduced(this NodeImport n, ReduceKind kind, Tensor x, params ReadOnlySpan<int> axes)
    {
        int[] reduced = axes.ToArray();
        Shape shape = n.Shape([.. x.Shape.Dims.Select((d, i) => reduced.Contains(i) ? 1L : d)]);
        return reduced.Length == 0 ? x : n.Add(new Reduce(kind, [.. reduced.Order()], true), [x], x.Type, shape);
    }

    public static Tensor Choose(this NodeImport n, Tensor condition, Tensor a, Tensor b)
    {
        Shape shape = n.Shape(Dimensions.Broadcast(condition.Shape.Dims.AsSpan(), BinaryImport.BroadcastShape(n, a, b).Dims.AsSpan()) ?? throw n.BadShape("the shapes do not broadcast"));
        return n.Add(new Where(), [condition, a, b], a.Type, shape);
    }

    public static Tensor As(this NodeImport n, Tensor x, ElementType type) => x.Type == type ? x : n.Add(new Cast(), [x], type, x.Shape);

    public static Tensor Transposed(this NodeImport n, Tensor x, params ReadOnlySpan<int> perm)
        => perm.SequenceEqual(Enumerable.Range(0, perm.Length).ToArray()) ? x
            : n.Add(new Transpose([.. perm]), [x], x.Type, n.Shape([.. perm.ToArray().Select(p => (long)x.Shape[p])]));

    /// <summary>Elements from <paramref name="start"/> on along an axis.</summary>
    public static Tensor Part(this NodeImport n, Tensor x, int axis, int start, int count, int step = 1)
    {
        int[] starts = new int[x.Shape.Rank], steps = [.. Enumerable.Repeat(1, x.Shape.Rank)];
        (starts[axis], steps[axis]) = (start, step);
        return n.Add(new Slice([.. starts], [.. steps], IsSplitPart: true), [x], x.Type, n.Shape([.. x.Shape.Dims.Select((d, i) => i == axis ? count : (long)d)]));
    }

    /// <summary>Tensors of equal other sizes one after the other along an axis.</summary>
    public static Tensor Joined(this NodeImport n, int axis, params IReadOnlyList<Tensor> parts)
        => parts.Count == 1 ? parts[0] : n.Add(new Concat(axis), [.. parts], parts[0].Type, n.Shape([.. parts[0].Shape.Dims.Select((d, i) => i == axis ? parts.Sum(p => (long)p.Shape[axis]) : d)]));

    /// <summary>Rows of the first axis, one for each index (from 0 on); the result has the shape of the indices before that of a row.</summary>
    public static Tensor Rows(this NodeImport n, Tensor x, Tensor indices)
        => n.Add(new Gather(0), [x, indices], x.Type, n.Shape([.. indices.Shape.Dims.Select(d => (long)d), .. x.Shape.Dims.Skip(1).Select(d => (long)d)]));

    /// <summary>An integer constant of a type that indices have.</summary>
    public static Tensor Whole(this NodeImport n, ElementType type, Shape shape, long[] values)
        => n.Constant(type == ElementType.Int32 ? new TensorData(shape, Array.ConvertAll(values, v => checked((int)v))) : new TensorData(shape, values), "places");

    public static Tensor Whole(this NodeImport n, ElementType type, long value) => n.Whole(type, Graph.Shape.Scalar, [value]);

    /// <summary>Indices that may count from the end of an axis, counted from its front.</summary>
    public static Tensor FromFront(this NodeImport n, Tensor indices, int size)
    {
        if (indices.Constant is { } known && Enumerable.Range(0, known.Values.Length).Select(known.IntegerAt).FirstOrDefault(i => i < -size || i >= size, 0) is var outside && outside != 0)
        {
            throw n.BadShape($"index {outside} lies outside an axis of {size} elements");
        }

        Tensor negative = n.Of(BinaryKind.Less, indices, n.Whole(indices.Type, 0));
        return n.Choose(negative, n.Plus(indices, n.Whole(indices.Type, size)), indices);
    }

    private static bool IsTruth(BinaryKind kind)
        => kind is BinaryKind.Equal or BinaryKind.Greater or BinaryKind.GreaterOrEqual or BinaryKind.Less or BinaryKind.LessOrEqual or BinaryKind.And or BinaryKind.Or;
}
