using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Transposed convolution of bytes: each input adds its products to the outputs that its taps reach; exact sums, requantized as those of a convolution.</summary>
internal static class QConvTransposeEvaluator
{
    public static TensorData Evaluate(QConvTranspose op, Operands operands)
    {
        Shape x = operands[0].Shape, w = operands[1].Shape, y = operands.Shape;
        int[] values = Integers.MinusZero(operands[0], op.X), weights = Integers.MinusZero(operands[1], op.W);
        int[]? bias = operands.Optional(2)?.Ints;
        int planes = y[0] * y[1], size = y[2] * y[3];
        var sums = new int[planes * size];
        Parallel.For(0, planes, plane => Plane(op, x, w, y, plane, values, weights, bias?[plane % y[1]] ?? 0, sums.AsSpan(plane * size, size)));
        float[] scales = ProductScales.Of(op.X, op.W, op.Y, y[1]);
        return Rounding.Bytes(op.Y.Type, y, i => Rounding.AddZero(sums[i] * scales[i / size % y[1]], op.Y.ZeroPoint, op.Y.Type));
    }

    private static void Plane(QConvTranspose op, Shape x, Shape w, Shape y, int plane, int[] values, int[] weights, int bias, Span<int> target)
    {
        target.Fill(bias);
        Window2D window = op.Window;
        int image = plane / y[1], channel = plane % y[1], outputs = w[1], inputs = w[0] / op.Group, first = channel / outputs * inputs;
        for (int i = first; i < first + inputs; i++)
        {
            for (int at = 0; at < x[2] * x[3]; at++)
            {
                int value = values[(((image * x[1]) + i) * x[2] * x[3]) + at];
                for (int tap = 0; tap < window.KernelH * window.KernelW; tap++)
                {
                    int row = (at / x[3] * window.StrideH) + (tap / window.KernelW * window.DilationH) - window.PadTop;
                    int column = (at % x[3] * window.StrideW) + (tap % window.KernelW * window.DilationW) - window.PadLeft;
                    if (row >= 0 && row < y[2] && column >= 0 && column < y[3])
                    {
                        target[(row * y[3]) + column] += value * weights[(((i * outputs) + (channel % outputs)) * window.KernelH * window.KernelW) + tap];
                    }
                }
            }
        }
    }
}
