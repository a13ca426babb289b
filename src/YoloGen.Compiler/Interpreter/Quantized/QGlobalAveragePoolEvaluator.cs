using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The exact sum of x - zx over a channel's pixels, then saturate(round(float(sum) * fl(sx / fl(sy * count))) + zy).</summary>
internal static class QGlobalAveragePoolEvaluator
{
    public static TensorData Evaluate(QGlobalAveragePool op, Operands operands)
    {
        int[] values = Integers.MinusZero(operands[0], op.X);
        int pixels = operands[0].Shape[2] * operands[0].Shape[3];
        float scale = ProductScales.OfMean(op.X, op.Y, pixels);
        return Rounding.Bytes(op.Y.Type, operands.Shape, i =>
        {
            int sum = 0;
            foreach (int value in values.AsSpan(i * pixels, pixels))
            {
                sum += value;
            }

            return Rounding.AddZero(sum * scale, op.Y.ZeroPoint, op.Y.Type);
        });
    }
}
