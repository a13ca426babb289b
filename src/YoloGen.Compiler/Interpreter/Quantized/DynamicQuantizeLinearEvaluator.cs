using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Generated;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Quantization to UInt8 whose range is that of the values and 0 (NaNs are skipped): scale = fl(fl(max - min) / 255), or 1 if that range is
/// empty; zero = round(limit(fl(0 - fl(min / scale)), 0, 255)).
/// </summary>
internal static class DynamicQuantizeLinearEvaluator
{
    public static TensorData[] Evaluate(DynamicQuantizeLinear op, Operands operands)
    {
        float[] x = operands[0].Floats;
        float low = 0, high = 0;
        foreach (float value in x)
        {
            low = value < low ? value : low;
            high = value > high ? value : high;
        }

        float scale = Scalar.RangeScale(low, high);
        byte zero = Scalar.RangeZero(low, scale);
        return
        [
            Rounding.Bytes(ElementType.UInt8, operands.Shape, i => Rounding.Quantize(x[i], scale, zero, ElementType.UInt8)),
            new TensorData(Shape.Scalar, new[] { scale }),
            new TensorData(Shape.Scalar, new[] { zero }),
        ];
    }
}
