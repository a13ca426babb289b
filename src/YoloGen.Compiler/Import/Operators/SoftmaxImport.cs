using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Softmax and LogSoftmax. Before opset 13 they work on everything from the axis on, flattened.</summary>
internal static class SoftmaxImport
{
    public static void Softmax(NodeImport n) => Import(n, (x, axis) => n.Add(new Softmax(axis), [x], ElementType.Float32, x.Shape));

    /// <summary>x - max - log(sum(exp(x - max))).</summary>
    public static void LogSoftmax(NodeImport n) => Import(n, (x, axis) =>
    {
        Shape reduced = n.Shape([.. x.Shape.Dims.Select((d, i) => i == axis ? 1L : d)]);
        Tensor max = n.Add(new Reduce(ReduceKind.Max, [axis], true), [x], ElementType.Float32, reduced);
        Tensor shifted = n.Add(new Binary(BinaryKind.Sub), [x, max], ElementType.Float32, x.Shape);
        Tensor exp = n.Add(new Unary(UnaryKind.Exp), [shifted], ElementType.Float32, x.Shape);
        Tensor sum = n.Add(new Reduce(ReduceKind.Sum, [axis], true), [exp], ElementType.Float32, reduced);
        Tensor log = n.Add(new Unary(UnaryKind.Log), [sum], ElementType.Float32, reduced);
        return n.Add(new Binary(BinaryKind.Sub), [shifted, log], ElementType.Float32, x.Shape);
    });

    private static void Import(NodeImport n, Func<Tensor, int, Tensor> along)
    {
        Tensor x = n.Float(0);
        if (x.Shape.Rank == 0)
        {
            throw n.BadShape("a scalar has no axis");
        }

        int axis = n.Axis(n.Attributes.Int("axis", n.Opset < 13 ? 1 : -1), x.Shape.Rank);
        Tensor view = View(n, x, ref axis, flatten: n.Opset < 13);
        n.ReshapeResult(along(view, axis), x.Shape);
    }

    /// <summary>The input under a shape in which one axis is what Softmax sums over.</summary>
    public static Tensor View(NodeImport n, Tensor x, ref int axis, bool flatten)
    {
        if (!flatten || x.Shape.Dims.AsSpan()[(axis + 1)..].IndexOfAnyExcept(1) < 0)
        {
            return x;
        }

        long rows = 1, columns = 1;
        for (int i = 0; i < x.Shape.Rank; i++)
        {
            _ = i < axis ? rows *= x.Shape[i] : columns *= x.Shape[i];
        }

        axis = 1;
        return n.Reshape(x, n.Shape(rows, columns));
    }
}
