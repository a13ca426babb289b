using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Import.Operators;

/// <summary>QLinearMatMul. Inputs: a, a_scale, a_zero_point, b, b_scale, b_zero_point, y_scale, y_zero_point.</summary>
internal static class QLinearMatMulImport
{
    public static void Import(NodeImport n)
    {
        Tensor a = n.In(0, ElementType.UInt8, ElementType.Int8), b = n.In(3, ElementType.UInt8, ElementType.Int8);
        QuantParams y = Quantization.PerTensor(n, 6, 7, Quantization.TypeOf(n, 7));
        var op = new QMatMul(
            Quantization.PerTensor(n, 1, 2, a.Type), Quantization.PerAxis(n, 4, 5, b.Type, b, Math.Max(0, b.Shape.Rank - 1)), y);
        MatMulShapes.Result(n, op, a, b, y.Type);
    }
}
