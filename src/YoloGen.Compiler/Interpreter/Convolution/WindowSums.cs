using System.Numerics;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// The sums of a convolution. Each output has one accumulator, which starts with the bias and takes in its products in the order kernel row,
/// kernel column, input channel of its group; padding takes part with the value 0. Output channels are independent and run in parallel.
/// </summary>
internal static class WindowSums
{
    /// <summary>Sums for every output, row-major in <paramref name="output"/> [N,M,oH,oW].</summary>
    /// <param name="x">Input [N,C,H,W]; of quantized ones the values minus their zero point.</param>
    /// <param name="inputShape">Shape of x.</param>
    /// <param name="weights">Weights [M,C/group,kH,kW], minus their zero points.</param>
    /// <param name="bias">One for each output channel, or null.</param>
    /// <param name="output">Shape of the result.</param>
    /// <param name="window">Kernel, strides, dilations, padding.</param>
    /// <param name="group">Number of groups.</param>
    public static T[] Convolve<T, TAccumulate>(T[] x, Shape inputShape, T[] weights, T[]? bias, Shape output, Window2D window, int group)
        where T : struct, INumber<T>
        where TAccumulate : IAccumulate<T>
    {
        bool flat = window is { KernelH: 1, KernelW: 1, StrideH: 1, StrideW: 1 } && inputShape[2] == output[2] && inputShape[3] == output[3]
            && window is { PadTop: 0, PadLeft: 0 };
        if (flat)
        {
            // One row instead of many: the same sums with fewer, longer inner loops.
            inputShape = Shape.Of(inputShape[0], inputShape[1], 1, inputShape[2] * inputShape[3]);
            output = Shape.Of(output[0], output[1], 1, output[2] * output[3]);
        }

        var sums = new T[checked((int)output.Count)];
        int rows = output[2], width = output[3];
        if (sums.Length == 0)
        {
            return sums;
        }

        int paddedHeight = ((rows - 1) * window.StrideH) + ((window.KernelH - 1) * window.DilationH) + 1;
        int paddedWidth = ((width - 1) * window.StrideW) + ((window.KernelW - 1) * window.DilationW) + 1;
        for (int image = 0; image < output[0]; image++)
        {
            var padded = new PaddedInput<T>(x, inputShape, image, window.PadTop, window.PadLeft, paddedHeight, paddedWidth);
            int first = image * output[1];
            Parallel.For(0, output[1], channel =>
            {
                for (int row = 0; row < rows; row++)
                {
                    Span<T> target = sums.AsSpan((((first + channel) * rows) + row) * width, width);
                    target.Fill(bias is null ? T.Zero : bias[channel]);
                    Row<T, TAccumulate>(target, padded, weights, channel, output[1] / group, inputShape[1] / group, row, window);
                }
            });
        }

        return sums;
    }

    private static void Row<T, TAccumulate>(
        Span<T> target, PaddedInput<T> x, T[] weights, int channel, int outputsOfGroup, int inputsOfGroup, int row, Window2D window)
        where T : struct
        where TAccumulate : IAccumulate<T>
    {
        int taps = window.KernelH * window.KernelW, firstInput = channel / outputsOfGroup * inputsOfGroup;
        for (int tap = 0; tap < taps; tap++)
        {
            int inputRow = (row * window.StrideH) + (tap / window.KernelW * window.DilationH), column = tap % window.KernelW * window.DilationW;
            for (int i = 0; i < inputsOfGroup; i++)
            {
                T weight = weights[(((channel * inputsOfGroup) + i) * taps) + tap];
                TAccumulate.Row(target, x.Row(firstInput + i, inputRow, column), window.StrideW, weight);
            }
        }
    }
}
