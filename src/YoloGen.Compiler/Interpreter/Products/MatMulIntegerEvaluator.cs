using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Exact 32-bit sums of (a - aZero) * (b - bZero); zero points are scalars, or one for each row of A and each column of B.</summary>
internal static class MatMulIntegerEvaluator
{
    public static TensorData Evaluate(MatMulInteger op, Operands operands)
    {
        TensorData a = operands[0], b = operands[1];
        int[] left = Integers.MinusZero(a, operands.Optional(2), a.Shape.Rank - 2), right = Integers.MinusZero(b, operands.Optional(3), b.Shape.Rank - 1);
        return new TensorData(operands.Shape, MatrixSums.Multiply<int, IntegerProducts>(left, a.Shape, right, b.Shape, operands.Shape));
    }
}
