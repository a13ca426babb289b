#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>The border of padding pixels around a feature map, which its producer fills so that convolutions have no special cases.</summary>
internal static unsafe class Halo
{
    /// <summary>
    /// Fills the border of one map. <paramref name="data"/> is pixel (0, 0) inside; strides in bytes; a pixel's <paramref name="channels"/> elements are filled.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Fill<T>(
        T* data, nint rowStride, nint pixelStride, int height, int width, int channels, int top, int left, int bottom, int right, T value)
        where T : unmanaged
    {
        for (int row = -top; row < height + bottom; row++)
        {
            byte* start = (byte*)data + row * rowStride;
            if (row < 0 || row >= height)
            {
                Pixels(start - left * pixelStride, pixelStride, left + width + right, channels, value);
            }
            else
            {
                Pixels(start - left * pixelStride, pixelStride, left, channels, value);
                Pixels(start + width * pixelStride, pixelStride, right, channels, value);
            }
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Pixels<T>(byte* pixel, nint pixelStride, int width, int channels, T value) where T : unmanaged
    {
        if (pixelStride == (nint)channels * sizeof(T))
        {
            new Span<T>(pixel, width * channels).Fill(value);
        }
        else
        {
            for (int x = 0; x < width; x++, pixel += pixelStride)
                new Span<T>(pixel, channels).Fill(value);
        }
    }
}
