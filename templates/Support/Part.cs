#nullable enable
using System;
using System.Runtime.CompilerServices;

namespace YoloGen.Generated;

/// <summary>The static split of a layer's work over the threads.</summary>
internal static class Part
{
    /// <summary>The share of <paramref name="part"/> of <paramref name="count"/> rows: begin and one past the end.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Begin, int End) Rows(int count, int part, int parts) =>
        ((int)((long)count * part / parts), (int)((long)count * (part + 1) / parts));

    /// <summary>The share of <paramref name="count"/> elements; shares but the last are multiples of 64, so that threads don't write to one cache line.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (int Begin, int End) Elements(int count, int part, int parts)
    {
        long blocks = ((long)count + 63) / 64;
        return ((int)(blocks * part / parts * 64), (int)Math.Min(blocks * (part + 1) / parts * 64, count));
    }

    /// <summary>
    /// Fills the share of <paramref name="part"/> of the border of a feature map. Strides and <paramref name="pixelBytes"/> (the channels of
    /// one pixel) are in bytes; <paramref name="origin"/> is row 0, pixel 0 of the interior; floats have the value 0.
    /// </summary>
    public static unsafe void FillHalo(
        byte* origin, int height, int width, nint rowStride, nint pixelStride, int pixelBytes,
        int top, int left, int bottom, int right, byte value, int part, int parts)
    {
        (int begin, int end) = Rows(height, part, parts);
        Halo.Fill(
            origin + begin * rowStride, rowStride, pixelStride, end - begin, width, pixelBytes,
            part == 0 ? top : 0, left, part == parts - 1 ? bottom : 0, right, value);
    }
}
