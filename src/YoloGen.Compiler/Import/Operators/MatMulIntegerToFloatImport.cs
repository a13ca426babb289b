using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>com.microsoft MatMulIntegerToFloat and DynamicQuantizeMatMul: float(sum) * (a_scale * b_scale) + bias.</summary>
internal static class MatMulIntegerToFloatImport
{
    public static void Import(NodeImport n)
    {
        Tensor a = n.In(0, ElementType.UInt8, ElementType.Int8), b = n.In(1, ElementType.UInt8, ElementType.Int8);
        (Tensor? za, Tensor? zb) = MatMulIntegerImport.ZeroPoints(n, a, b, 4, 5);
        Finish(n, a, b, n.Float(2), n.Float(3), za, zb, n.Has(6) ? n.Float(6) : null);
    }

    public static void Dynamic(NodeImport n)
    {
        Tensor b = n.In(1, ElementType.UInt8, ElementType.Int8);
        (Tensor y, Tensor scale, Tensor zero) = DynamicQuantizeLinearImport.Add(n, n.Float(0), named: false);
        (_, Tensor? zb) = MatMulIntegerImport.ZeroPoints(n, y, b, 99, 3);
        Finish(n, y, b, scale, n.Float(2), zero, zb, n.Has(4) ? n.Float(4) : null);
    }

    private static void Finish(NodeImport n, Tensor a, Tensor b, Tensor aScale, Tensor bScale, Tensor? za, Tensor? zb, Tensor? bias)
    {
        Tensor sum = MatMulShapes.Add(n, new MatMulInteger(), a, b, ElementType.Int32, za, zb);
        Tensor real = n.Add(new Cast(), [sum], ElementType.Float32, sum.Shape);
        Tensor scale = n.Add(new Binary(BinaryKind.Mul), [aScale, bScale], ElementType.Float32, BinaryImport.BroadcastShape(n, aScale, bScale));
        Shape shape = BinaryImport.BroadcastShape(n, real, scale);
        if (shape != sum.Shape || (bias is not null && BinaryImport.BroadcastShape(n, real, bias) != sum.Shape))
        {
            throw n.BadShape("scales or bias do not broadcast to the product");
        }

        if (bias is null)
        {
            n.Result(new Binary(BinaryKind.Mul), [real, scale], ElementType.Float32, shape);
            return;
        }

        Tensor product = n.Add(new Binary(BinaryKind.Mul), [real, scale], ElementType.Float32, shape);
        n.Result(new Binary(BinaryKind.Add), [product, bias], ElementType.Float32, shape);
    }
}
