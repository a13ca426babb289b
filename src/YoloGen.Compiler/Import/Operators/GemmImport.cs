using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>Gemm.</summary>
internal static class GemmImport
{
    public static void Import(NodeImport n)
    {
        Tensor a = n.Float(0), b = n.Float(1);
        Tensor? c = n.Has(2) ? n.Float(2) : null;
        bool transA = n.Attributes.Flag("transA", false), transB = n.Attributes.Flag("transB", false);
        Shape shape = ProductShape(n, a, b, transA, transB);
        if (c is not null && (Dimensions.Broadcast(shape.Dims.AsSpan(), c.Shape.Dims.AsSpan()) is not { } sum || n.Shape(sum) != shape))
        {
            throw n.BadShape("C does not broadcast to the product");
        }

        var op = new Gemm(n.Attributes.Float("alpha", 1), n.Attributes.Float("beta", 1), transA, transB);
        n.Result(op, [a, b, c], ElementType.Float32, shape);
    }

    public static Shape ProductShape(NodeImport n, Tensor a, Tensor b, bool transA, bool transB)
    {
        if (a.Shape.Rank != 2 || b.Shape.Rank != 2 || a.Shape[transA ? 0 : 1] != b.Shape[transB ? 1 : 0])
        {
            throw n.BadShape("the matrices do not fit");
        }

        return n.Shape(a.Shape[transA ? 1 : 0], b.Shape[transB ? 0 : 1]);
    }
}
