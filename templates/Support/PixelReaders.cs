#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Reads a pixel of a row: its three bytes as integers in lanes 0 to 2, whatever the fourth holds.</summary>
internal unsafe interface IPixelReader
{
    /// <param name="row">The row.</param>
    /// <param name="x">The pixel's index times the format's step.</param>
    static abstract Vector128<int> Read(in FrameRow row, int x);
}

/// <summary>RGBA and BGRA: the fourth byte is not looked at.</summary>
internal unsafe struct FourBytePixels : IPixelReader
{
    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Read(in FrameRow row, int x)
        => Vector128.WidenLower(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<uint>(row.Pixels + x)).AsByte())).AsInt32();
}

/// <summary>Red, green and blue are the grey.</summary>
internal unsafe struct GreyPixels : IPixelReader
{
    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Read(in FrameRow row, int x) => Vector128.Create((int)row.Pixels[x]);
}

/// <summary>A plane of Y, a plane of Cb, Cr pairs, one for 2 x 2 pixels.</summary>
internal unsafe struct Nv12Pixels : IPixelReader
{
    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Read(in FrameRow row, int x) => Bt601.ToRgb(row.Pixels[x], row.Blue[x & ~1], row.Blue[x | 1]);
}

/// <summary>Y, Cb, Y, Cr for each two pixels of a row.</summary>
internal unsafe struct YuyvPixels : IPixelReader
{
    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Read(in FrameRow row, int x)
    {
        byte* two = row.Pixels + (x >> 1) * 4;
        return Bt601.ToRgb(two[(x & 1) * 2], two[1], two[3]);
    }
}

/// <summary>A plane of Y, a plane of Cb and one of Cr, a value for 2 x 2 pixels.</summary>
internal unsafe struct I420Pixels : IPixelReader
{
    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> Read(in FrameRow row, int x) => Bt601.ToRgb(row.Pixels[x], row.Blue[x >> 1], row.Red[x >> 1]);
}

/// <summary>
/// ITU-R BT.601 in limited range (Y 16 to 235, Cb and Cr 16 to 240 around 128), with 8 fractional bits:
/// <code>
/// red   = clamp((298 * (Y - 16)                    + 409 * (Cr - 128) + 128) >> 8, 0, 255)
/// green = clamp((298 * (Y - 16) - 100 * (Cb - 128) - 208 * (Cr - 128) + 128) >> 8, 0, 255)
/// blue  = clamp((298 * (Y - 16) + 516 * (Cb - 128)                    + 128) >> 8, 0, 255)
/// </code>
/// </summary>
internal static class Bt601
{
    [MethodImpl(AggressiveInlining)]
    public static Vector128<int> ToRgb(int y, int blue, int red)
    {
        Vector128<int> sum = Vector128.Create(298 * (y - 16) + 128)
            + Vector128.Create(blue - 128) * Vector128.Create(0, -100, 516, 0) + Vector128.Create(red - 128) * Vector128.Create(409, -208, 0, 0);
        return Vector128.Min(Vector128.Max(sum >> 8, Vector128<int>.Zero), Vector128.Create(255));
    }
}
