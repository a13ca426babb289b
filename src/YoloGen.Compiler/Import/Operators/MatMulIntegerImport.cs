using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>MatMulInteger: exact int32 sums.</summary>
internal static class MatMulIntegerImport
{
    public static void Import(NodeImport n)
    {
        Tensor a = n.In(0, ElementType.UInt8, ElementType.Int8), b = n.In(1, ElementType.UInt8, ElementType.Int8);
        (Tensor? za, Tensor? zb) = ZeroPoints(n, a, b, 2, 3);
        MatMulShapes.Result(n, new MatMulInteger(), a, b, ElementType.Int32, za, zb);
    }

    public static (Tensor? A, Tensor? B) ZeroPoints(NodeImport n, Tensor a, Tensor b, int aIndex, int bIndex)
    {
        if (n.Optional(aIndex) is { Shape.Count: > 1 })
        {
            throw n.Unsupported("zero points for each row of A are not supported");
        }

        int columns = b.Shape.Rank >= 2 ? b.Shape[b.Shape.Rank - 1] : 1;
        return (ConvIntegerImport.ZeroPoint(n, aIndex, a.Type, 1), ConvIntegerImport.ZeroPoint(n, bIndex, b.Type, columns));
    }
}
