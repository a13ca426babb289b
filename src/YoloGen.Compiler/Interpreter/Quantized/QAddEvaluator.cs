using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Quantized addition as ONNX Runtime's AVX2 code computes it, fused multiply-adds where the C++ compiler put them. The parameters depend on
/// which operand is the constant one of a row, see <see cref="QAddFactors"/>.
/// </summary>
internal static class QAddEvaluator
{
    public static TensorData Evaluate(QAdd op, Operands operands)
    {
        TensorData a = operands[0], b = operands[1];
        (QuantParams qa, QuantParams qb) = (op.A, op.B);
        if (QAddFactors.Swaps(a.Shape, b.Shape))
        {
            (a, b, qa, qb) = (b, a, qb, qa);
        }

        QAddFactors f = QAddFactors.Of(qa, qb, op.Y);
        int[] left = Integers.Of(Broadcasting.To(a, operands.Shape)), right = Integers.Of(Broadcasting.To(b, operands.Shape));
        return Rounding.Bytes(op.Y.Type, operands.Shape, i => Rounding.Saturate(
            MathF.FusedMultiplyAdd(left[i], f.RatioA, MathF.FusedMultiplyAdd(right[i], f.RatioB, f.Fixed)), op.Y.Type));
    }
}
