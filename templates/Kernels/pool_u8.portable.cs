#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Pooling, the definition. Windows are clipped to the input, so the border's content never counts.</content>
internal unsafe partial struct PortableKernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p)
    {
        for (int x = 0; x < width; x++, output += p.OutputPixelStride)
        {
            byte* window = Clip(input, x, in p, out int columns);
            for (int c = 0; c < channels; c++)
            {
                byte best = 0;
                for (int row = 0; row < p.Rows; row++)
                {
                    for (int column = 0; column < columns; column++)
                        best = Math.Max(best, window[row * p.RowStride + column * p.Dilation * p.PixelStride + c]);
                }
                output[c] = best;
            }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p)
    {
        for (int x = 0; x < width; x++, output += p.OutputPixelStride)
        {
            byte* window = Clip(input, x, in p, out int columns);
            for (int c = 0; c < channels; c++)
                output[c] = Average(window + c, columns, in p);
        }
    }

    /// <summary>The mean of one channel of a window.</summary>
    [MethodImpl(AggressiveInlining)]
    internal static byte Average(byte* window, int columns, in PoolParams p)
    {
        float sum = 0;
        for (int row = 0; row < p.Rows; row++)
        {
            for (int column = 0; column < columns; column++)
                sum += p.InputScale * (window[row * p.RowStride + column * p.Dilation * p.PixelStride] - p.InputZero);
        }
        return Requantize.Mean(sum, p.Area != 0 ? p.Area : p.Rows * columns, p.OutputScale, p.OutputZero, p.Shift);
    }

    /// <summary>First pixel of the window of output <paramref name="x"/> inside the input, and the number of window columns inside it.</summary>
    [MethodImpl(AggressiveInlining)]
    internal static byte* Clip(byte* input, int x, in PoolParams p, out int columns)
    {
        int left = x * p.Stride - p.PadLeft;
        int first = left < 0 ? (-left + p.Dilation - 1) / p.Dilation : 0;
        int end = Math.Min(p.Columns, (p.InputWidth - left + p.Dilation - 1) / p.Dilation);
        columns = end - first;
        return input + (left + first * p.Dilation) * p.PixelStride;
    }
}
