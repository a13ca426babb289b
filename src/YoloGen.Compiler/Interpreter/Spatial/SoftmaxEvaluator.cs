using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>e = exp(x - max), y = e * (1 / sum), the sum in the order of the axis; the exponential is the support code's own.</summary>
internal static class SoftmaxEvaluator
{
    public static TensorData Evaluate(Softmax op, Operands operands)
    {
        TensorData x = operands[0];
        int length = x.Shape[op.Axis], inner = Integers.InnerCount(x.Shape, op.Axis);
        var result = new float[x.Floats.Length];
        for (int row = 0; row < result.Length / Math.Max(1, length); row++)
        {
            int start = (row / inner * length * inner) + (row % inner);
            Row(x.Floats, result, start, inner, length);
        }

        return new TensorData(operands.Shape, result);
    }

    private static void Row(float[] x, float[] y, int start, int step, int length)
    {
        float max = float.NegativeInfinity, sum = 0;
        for (int i = 0; i < length; i++)
        {
            float value = x[start + (i * step)];
            max = value > max ? value : max;
        }

        for (int i = 0; i < length; i++)
        {
            float e = Scalar.Unary<UnaryOps.Exp>(x[start + (i * step)] - max, 0, 0);
            y[start + (i * step)] = e;
            sum += e;
        }

        float reciprocal = 1 / sum;
        for (int i = 0; i < length; i++)
        {
            y[start + (i * step)] *= reciprocal;
        }
    }
}
