using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Softmax in integers, as ONNX Runtime's QLinearSoftmax: exponentials are whole numbers from a table that is aligned with the row's largest
/// value; y = saturate(floor((e * floor(1 / sy) + floor(sum / 2)) / sum) + zy).
/// </summary>
internal static class QSoftmaxEvaluator
{
    public static TensorData Evaluate(QSoftmax op, Operands operands)
    {
        TensorData x = operands[0];
        int[] values = Integers.Of(x);
        int length = x.Shape[op.Axis], inner = Integers.InnerCount(x.Shape, op.Axis);
        uint[] table = Exponentials(op.X.Scale, length);
        uint factor = (uint)MathF.Floor(1 / op.Y.Scale);
        var result = new int[values.Length];
        for (int row = 0; row < values.Length / Math.Max(1, length); row++)
        {
            Row(values, result, ((row / inner) * length * inner) + (row % inner), inner, length, table, factor, op.Y);
        }

        return Rounding.Bytes(op.Y.Type, x.Shape, i => result[i]);
    }

    /// <summary>Entry 255 - d is floor(q * exp(-d * sx)), where q keeps the sum of a row within 32 bits and a term within 23.</summary>
    public static uint[] Exponentials(float scale, int length)
    {
        double unit = Math.Min(uint.MaxValue / (double)length, 0x7fffff);
        return [.. Enumerable.Range(0, 256).Select(i => (uint)(unit * Math.Exp((i - 255) * (double)scale)))];
    }

    private static void Row(int[] values, int[] result, int start, int step, int length, uint[] table, uint factor, QuantParams y)
    {
        int max = int.MinValue, high = Rounding.Range(y.Type).High;
        for (int i = 0; i < length; i++)
        {
            max = Math.Max(max, values[start + (i * step)]);
        }

        uint sum = 0;
        for (int i = 0; i < length; i++)
        {
            sum += table[255 + values[start + (i * step)] - max];
        }

        for (int i = 0; i < length; i++)
        {
            uint quotient = unchecked((table[255 + values[start + (i * step)] - max] * factor) + (sum >> 1)) / sum;
            result[start + (i * step)] = (int)Math.Min(high, quotient + (long)y.ZeroPoint);
        }
    }
}
