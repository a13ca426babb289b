using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Quantized convolution: saturate(round half to even(float(sum) * fl(fl(sx * sw) / sy)) + zy), then the table.</summary>
internal static class QConvEvaluator
{
    public static TensorData Evaluate(QConv op, Operands operands)
    {
        int[] sums = Sums(op.Window, op.Group, op.X, op.W, operands);
        float[] scales = ProductScales.Of(op.X, op.W, op.Y, operands.Shape[1]);
        int pixels = operands.Shape[2] * operands.Shape[3];
        TensorData result = Rounding.Bytes(
            op.Y.Type, operands.Shape, i => Rounding.AddZero(sums[i] * scales[i / pixels % scales.Length], op.Y.ZeroPoint, op.Y.Type));
        return op.Table is { } table ? Rounding.Lookup(result, table, operands.Type) : result;
    }

    /// <summary>Exact sums with the bias.</summary>
    public static int[] Sums(Window2D window, int group, QuantParams x, QuantParams w, Operands operands)
        => WindowSums.Convolve<int, IntegerProducts>(
            Integers.MinusZero(operands[0], x), operands[0].Shape, Integers.MinusZero(operands[1], w), operands.Optional(2)?.Ints, operands.Shape, window, group);
}
