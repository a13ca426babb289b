using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Quantized product: saturate(round(fl(fl(float((a - za) * (b - zb)) * fl(fl(sa * sb) / sy)) + zy))); nothing is fused.</summary>
internal static class QMulEvaluator
{
    public static TensorData Evaluate(QMul op, Operands operands)
    {
        int[] a = Integers.MinusZero(Broadcasting.To(operands[0], operands.Shape), op.A), b = Integers.MinusZero(Broadcasting.To(operands[1], operands.Shape), op.B);
        float both = op.A.Scale * op.B.Scale, ratio = both / op.Y.Scale;
        return Rounding.Bytes(op.Y.Type, operands.Shape, i =>
        {
            float product = a[i] * b[i] * ratio;
            return Rounding.Saturate(product + op.Y.ZeroPoint, op.Y.Type);
        });
    }
}
