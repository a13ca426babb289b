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
        (QAddFactors f, bool swaps) = QAddFactors.For(op, a.Shape, b.Shape);
        if (swaps)
        {
            (a, b) = (b, a);
        }

        int[] left = Integers.Of(Broadcasting.To(a, operands.Shape)), right = Integers.Of(Broadcasting.To(b, operands.Shape));
        return Rounding.Bytes(op.Y.Type, operands.Shape, i => f.Apply(left[i], right[i], op.Y.Type));
    }
}
