using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The product as <see cref="MatMulEvaluator"/> computes it, times alpha unless that is 1, plus beta * C; every step is rounded.</summary>
internal static class GemmEvaluator
{
    public static TensorData Evaluate(Gemm op, Operands operands)
    {
        TensorData a = Oriented(operands[0], op.TransA), b = Oriented(operands[1], op.TransB);
        float[] result = MatrixSums.Multiply<float, FloatProducts>(a.Floats, a.Shape, b.Floats, b.Shape, operands.Shape);
        float[]? c = operands.Optional(2) is { } summand && op.Beta != 0 ? Broadcasting.To(summand, operands.Shape).Floats : null;
        for (int i = 0; i < result.Length; i++)
        {
            float product = op.Alpha == 1 ? result[i] : result[i] * op.Alpha;
            result[i] = c is null ? product : product + (op.Beta == 1 ? c[i] : c[i] * op.Beta);
        }

        return new TensorData(operands.Shape, result);
    }

    private static TensorData Oriented(TensorData x, bool transposed) => transposed ? TransposeEvaluator.Permute(x, 1, 0) : x;
}
