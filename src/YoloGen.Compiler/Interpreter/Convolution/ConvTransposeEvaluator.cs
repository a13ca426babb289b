using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Transposed convolution: fused multiply-adds onto the bias in the order kernel row, kernel column (both from the last to the first, so
/// that input pixels ascend), input channel; pixels outside the input take part with the value 0. Then the activation.
/// </summary>
internal static class ConvTransposeEvaluator
{
    public static TensorData Evaluate(ConvTranspose op, Operands operands)
    {
        TensorData x = operands[0], w = operands[1];
        float[]? bias = operands.Optional(2)?.Floats;
        Shape shape = operands.Shape;
        int planes = shape[0] * shape[1], size = shape[2] * shape[3];
        var sums = new float[planes * size];
        Parallel.For(0, planes, plane => Plane(op, x, w, bias, shape, plane, sums.AsSpan(plane * size, size)));
        return new TensorData(shape, UnaryEvaluator.Apply(op.Activation, sums));
    }

    private static void Plane(ConvTranspose op, TensorData x, TensorData w, float[]? bias, Shape shape, int plane, Span<float> target)
    {
        Window2D window = op.Window;
        int image = plane / shape[1], channel = plane % shape[1], outputs = w.Shape[1], inputs = w.Shape[0] / op.Group, h = x.Shape[2], width = x.Shape[3];
        int firstInput = channel / outputs * inputs, taps = window.KernelH * window.KernelW;
        for (int at = 0; at < target.Length; at++)
        {
            int row = (at / shape[3]) + window.PadTop, column = (at % shape[3]) + window.PadLeft;
            float sum = bias is null ? 0 : bias[channel];
            for (int tap = taps - 1; tap >= 0; tap--)
            {
                int y = row - (tap / window.KernelW * window.DilationH), z = column - (tap % window.KernelW * window.DilationW);
                if (y % window.StrideH != 0 || z % window.StrideW != 0)
                {
                    continue;
                }

                (y, z) = (y / window.StrideH, z / window.StrideW);
                bool inside = y >= 0 && y < h && z >= 0 && z < width;
                for (int i = 0; i < inputs; i++)
                {
                    float value = inside ? x.Floats[(((((image * x.Shape[1]) + firstInput + i) * h) + y) * width) + z] : 0;
                    sum = MathF.FusedMultiplyAdd(value, w.Floats[((((firstInput + i) * outputs) + (channel % outputs)) * taps) + tap], sum);
                }
            }

            target[at] = sum;
        }
    }
}
