using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Softmax from a table of exponentials that is aligned with the row's largest value, as ONNX Runtime's QLinearSoftmax:
/// y = saturate(round(fl(fl(e * factor) / sum)) + zy), factor = floor(1 / sy), the sum in the order of the axis.
/// </summary>
internal static class QSoftmaxEvaluator
{
    public static TensorData Evaluate(QSoftmax op, Operands operands)
    {
        TensorData x = operands[0];
        int[] values = Integers.Of(x);
        int length = x.Shape[op.Axis], inner = Integers.InnerCount(x.Shape, op.Axis);
        float[] table = Exponentials(op.X.Scale, length);
        float factor = Factor(op.Y);
        var result = new int[values.Length];
        for (int row = 0; row < values.Length / Math.Max(1, length); row++)
        {
            Row(values, result, ((row / inner) * length * inner) + (row % inner), inner, length, table, factor, op.Y);
        }

        return Rounding.Bytes(op.Y.Type, x.Shape, i => result[i]);
    }

    /// <summary>What a quotient of 1 becomes.</summary>
    public static float Factor(QuantParams y) => MathF.Floor(1 / y.Scale);

    /// <summary>
    /// Entry 255 - d is exp(-d * sx) times the largest float / length / exp(5), which keeps the sum of a row finite. ONNX Runtime's table is
    /// 2^20 times this one; there the product with the factor may overflow in rows of one or two elements, otherwise the results are the same.
    /// </summary>
    public static float[] Exponentials(float scale, int length)
    {
        double limit = (float)HeadMath.LogDouble(float.MaxValue / Math.Max(1, length)), shift = Math.Max(0, limit - 5) / scale;
        return [.. Enumerable.Range(0, 256).Select(i => MathF.ScaleB((float)HeadMath.ExpDouble((i - 255 + shift) * scale), -20))];
    }

    private static void Row(int[] values, int[] result, int start, int step, int length, float[] table, float factor, QuantParams y)
    {
        int max = int.MinValue;
        for (int i = 0; i < length; i++)
        {
            max = Math.Max(max, values[start + (i * step)]);
        }

        float sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += table[255 + values[start + (i * step)] - max];
        }

        for (int i = 0; i < length; i++)
        {
            float scaled = table[255 + values[start + (i * step)] - max] * factor;
            result[start + (i * step)] = Rounding.AddZero(scaled / sum, y.ZeroPoint, y.Type);
        }
    }
}
