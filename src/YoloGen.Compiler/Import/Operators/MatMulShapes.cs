using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Shapes of matrix products with numpy's rules: vectors become matrices of one row or column, and lose it again in the result.</summary>
internal static class MatMulShapes
{
    /// <summary>Adds the product of two tensors as the operator computes it on matrices.</summary>
    public static Tensor Add(NodeImport n, Operator op, Tensor a, Tensor b, ElementType type, params IReadOnlyList<Tensor?> more)
    {
        (Tensor x, Tensor y, Shape product) = Matrices(n, a, b);
        Tensor result = n.Add(op, [x, y, .. more], type, product);
        return n.Reshape(result, Final(n, a, b, product));
    }

    /// <summary>As <see cref="Add"/>, for the node's output.</summary>
    public static void Result(NodeImport n, Operator op, Tensor a, Tensor b, ElementType type, params IReadOnlyList<Tensor?> more)
    {
        (Tensor x, Tensor y, Shape product) = Matrices(n, a, b);
        Shape final = Final(n, a, b, product);
        if (final == product)
        {
            n.Result(op, [x, y, .. more], type, product);
        }
        else
        {
            n.ReshapeResult(n.Add(op, [x, y, .. more], type, product), final);
        }
    }

    private static (Tensor A, Tensor B, Shape Product) Matrices(NodeImport n, Tensor a, Tensor b)
    {
        if (a.Shape.Rank == 0 || b.Shape.Rank == 0)
        {
            throw n.BadShape("a matrix product needs at least one dimension");
        }

        Tensor x = a.Shape.Rank == 1 ? n.Reshape(a, n.Shape(1, a.Shape[0])) : a;
        Tensor y = b.Shape.Rank == 1 ? n.Reshape(b, n.Shape(b.Shape[0], 1)) : b;
        ReadOnlySpan<int> p = x.Shape.Dims.AsSpan(), q = y.Shape.Dims.AsSpan();
        return p[^1] == q[^2] && Dimensions.Broadcast(p[..^2], q[..^2]) is { } batch
            ? (x, y, n.Shape([.. batch, p[^2], q[^1]]))
            : throw n.BadShape("the matrices do not fit");
    }

    private static Shape Final(NodeImport n, Tensor a, Tensor b, Shape product)
    {
        List<long> dims = [.. product.Dims.Select(d => (long)d)];
        if (b.Shape.Rank == 1)
        {
            dims.RemoveAt(dims.Count - 1);
        }

        if (a.Shape.Rank == 1)
        {
            dims.RemoveAt(dims.Count - (b.Shape.Rank == 1 ? 1 : 2));
        }

        return n.Shape([.. dims]);
    }
}
