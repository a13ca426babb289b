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
                Span<T> target = sums.AsSpan((first + channel) * rows * width, rows * width);
                T start = bias is null ? T.Zero : bias[channel];
                if (window is { StrideH: 1, StrideW: 1 })
                {
                    Plane<T, TAccumulate>(target, start, padded, weights, channel, output, inputShape[1] / group, group, window);
                    return;
                }

                target.Fill(start);
                for (int row = 0; row < rows; row++)
                {
                    Row<T, TAccumulate>(target.Slice(row * width, width), padded, weights, channel, output[1] / group, inputShape[1] / group, row, window);
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

    /// <summary>Without strides all rows are one run of the padded input; the sums between the rows are thrown away.</summary>
    private static void Plane<T, TAccumulate>(
        Span<T> target, T start, PaddedInput<T> x, T[] weights, int channel, Shape output, int inputsOfGroup, int group, Window2D window)
        where T : struct
        where TAccumulate : IAccumulate<T>
    {
        int taps = window.KernelH * window.KernelW, firstInput = channel / (output[1] / group) * inputsOfGroup, width = output[3];
        var run = new T[((output[2] - 1) * x.Width) + width];
        run.AsSpan().Fill(start);
        for (int tap = 0; tap < taps; tap++)
        {
            int row = tap / window.KernelW * window.DilationH, column = tap % window.KernelW * window.DilationW;
            for (int i = 0; i < inputsOfGroup; i++)
            {
                TAccumulate.Row(run, x.Run(firstInput + i, row, column), 1, weights[(((channel * inputsOfGroup) + i) * taps) + tap]);
            }
        }

        for (int row = 0; row < output[2]; row++)
        {
            run.AsSpan(row * x.Width, width).CopyTo(target[(row * width)..]);
        }
    }
}
