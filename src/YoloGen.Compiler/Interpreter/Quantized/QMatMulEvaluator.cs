using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Quantized matrix product: saturate(round half to even(float(sum) * fl(fl(sa * sb) / sy)) + zy), the sum with the bias.</summary>
internal static class QMatMulEvaluator
{
    public static TensorData Evaluate(QMatMul op, Operands operands)
    {
        TensorData a = operands[0], b = operands[1];
        int[] sums = MatrixSums.Multiply<int, IntegerProducts>(
            Integers.MinusZero(a, op.A), a.Shape, Integers.MinusZero(b, op.B), b.Shape, operands.Shape);
        int[] bias = operands.Optional(2)?.Ints ?? [0];
        int columns = b.Shape.Rank == 1 ? 1 : b.Shape[b.Shape.Rank - 1];
        float[] scales = ProductScales.Of(op.A, op.B, op.Y, columns);
        return Rounding.Bytes(op.Y.Type, operands.Shape, i =>
        {
            int column = i % columns, sum = unchecked(sums[i] + bias[column % bias.Length]);
            return Rounding.AddZero(sum * scales[column], op.Y.ZeroPoint, op.Y.Type);
        });
    }
}
