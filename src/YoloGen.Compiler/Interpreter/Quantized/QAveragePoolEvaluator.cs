using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// The mean of dequantized values, quantized: sum = fl(sum + fl(sx * (x - zx))) in the order row, column; then
/// saturate(round(fl(fl(fl(sum / count) / sy) + zy))). Where padding counts, count is the area of the whole window, however far it reaches.
/// </summary>
internal static class QAveragePoolEvaluator
{
    public static TensorData Evaluate(QAveragePool op, Operands operands)
    {
        TensorData x = operands[0];
        int[] values = Integers.MinusZero(x, op.X);
        float[] real = Array.ConvertAll(values, v => op.X.Scale * v);
        int shift = Rounding.Shift(op.Y.Type);
        var windows = new PoolWindows(op.Window, x.Shape, operands.Shape);
        return Rounding.Bytes(op.Y.Type, operands.Shape, i =>
        {
            float sum = 0;
            foreach (int at in windows.Pixels(i))
            {
                sum += real[at];
            }

            int count = op.CountIncludePad ? op.Window.KernelH * op.Window.KernelW : windows.Count(i, padding: false);
            return Requantize.Mean(sum, count, op.Y.Scale, op.Y.ZeroPoint, shift) - shift;
        });
    }
}
