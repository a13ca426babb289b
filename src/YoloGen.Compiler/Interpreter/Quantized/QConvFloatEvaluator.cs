using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Quantized convolution with an epilogue in float: float(sum) * fl(sx * sw), the activation, QuantizeLinear.</summary>
internal static class QConvFloatEvaluator
{
    public static TensorData Evaluate(QConvFloat op, Operands operands)
    {
        int[] sums = QConvEvaluator.Sums(op.Window, op.Group, op.X, op.W, operands);
        float[] scales = ProductScales.Of(op.X, op.W, null, operands.Shape[1]), values = new float[sums.Length];
        int pixels = operands.Shape[2] * operands.Shape[3];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = sums[i] * scales[i / pixels % scales.Length];
        }

        values = UnaryEvaluator.Apply(op.Activation, values);
        return op.Y is { } y
            ? Rounding.Bytes(y.Type, operands.Shape, i => Rounding.Quantize(values[i], y.Scale, y.ZeroPoint, y.Type))
            : new TensorData(operands.Shape, values);
    }
}
