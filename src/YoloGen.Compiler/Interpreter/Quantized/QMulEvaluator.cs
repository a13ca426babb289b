using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Quantized product: saturate(round(fl(fl(float((a - za) * (b - zb)) * fl(fl(sa * sb) / sy)) + zy))); nothing is fused.</summary>
internal static class QMulEvaluator
{
    public static TensorData Evaluate(QMul op, Operands operands)
    {
        int[] a = Integers.Of(Broadcasting.To(operands[0], operands.Shape)), b = Integers.Of(Broadcasting.To(operands[1], operands.Shape));
        int shift = Rounding.Shift(op.Y.Type);
        var p = new QMulParams { ZeroA = op.A.ZeroPoint + shift, ZeroB = op.B.ZeroPoint + shift, Ratio = ProductScales.Of(op.A, op.B, op.Y), ZeroC = op.Y.ZeroPoint, Shift = shift };
        return Rounding.Bytes(op.Y.Type, operands.Shape, i => PortableKernels.QMul((byte)(a[i] + shift), (byte)(b[i] + shift), in p) - shift);
    }
}
