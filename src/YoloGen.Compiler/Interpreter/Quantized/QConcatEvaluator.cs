using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Each input is dequantized and quantized again, saturate(round(fl(fl(sx * (x - zx)) / sy)) + zy), unless it has the output's parameters;
/// then they are joined.
/// </summary>
internal static class QConcatEvaluator
{
    public static TensorData Evaluate(QConcat op, Operands operands)
    {
        var parts = new TensorData[operands.Count];
        for (int i = 0; i < parts.Length; i++)
        {
            parts[i] = Requantize(operands[i], op.X[i], op.Y);
        }

        return ConcatEvaluator.Join(parts, op.Axis, op.Y.Type, operands.Shape);
    }

    private static TensorData Requantize(TensorData x, QuantParams from, QuantParams to)
    {
        if (from.Type == to.Type && from.Scale == to.Scale && from.ZeroPoint == to.ZeroPoint)
        {
            return x;
        }

        int[] values = Integers.MinusZero(x, from);
        return Rounding.Bytes(to.Type, x.Shape, i => Rounding.Quantize(from.Scale * values[i], to.Scale, to.ZeroPoint, to.Type));
    }
}
