#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Rows of planes woven into rows of pixels, and windows of pixels put side by side.</summary>
internal static unsafe class PixelRows
{
    /// <summary>Pixel i of <paramref name="pixels"/> gets byte i of each of three planes.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Weave3(byte* a, byte* b, byte* c, byte* pixels, nint pixelStride, int width)
    {
        int i = 0;
        if (pixelStride == 3)
        {
            Vector128<byte> a0 = Indices(0, 0), a1 = Indices(0, 16), a2 = Indices(0, 32);
            Vector128<byte> b0 = Indices(1, 0), b1 = Indices(1, 16), b2 = Indices(1, 32);
            Vector128<byte> c0 = Indices(2, 0), c1 = Indices(2, 16), c2 = Indices(2, 32);
            for (; i <= width - 16; i += 16, pixels += 48)
            {
                Vector128<byte> va = Vector128.Load(a + i), vb = Vector128.Load(b + i), vc = Vector128.Load(c + i);
                (Vector128.ShuffleNative(va, a0) | Vector128.ShuffleNative(vb, b0) | Vector128.ShuffleNative(vc, c0)).Store(pixels);
                (Vector128.ShuffleNative(va, a1) | Vector128.ShuffleNative(vb, b1) | Vector128.ShuffleNative(vc, c1)).Store(pixels + 16);
                (Vector128.ShuffleNative(va, a2) | Vector128.ShuffleNative(vb, b2) | Vector128.ShuffleNative(vc, c2)).Store(pixels + 32);
            }
        }

        for (; i < width; i++, pixels += pixelStride)
        {
            pixels[0] = a[i];
            pixels[1] = b[i];
            pixels[2] = c[i];
        }
    }

    /// <summary>
    /// The windows of a row of pixels: for each, <paramref name="outer"/> runs of <paramref name="depth"/> bytes, one behind the other, the next window
    /// <paramref name="step"/> bytes on (a multiple of 16). Copies 16 bytes at a time and so up to 15 beyond a run, which the next copy puts right; 32 bytes
    /// behind the last window have to be there.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Gather(byte* x, nint pixelStep, int outer, nint outerStride, int depth, byte* windows, nint step, int width)
    {
        int i = 0;
        if (outer == 3 && depth <= 16)
        {
            // What 3x3 windows of few channels are: one straight loop.
            for (byte* second = x + outerStride, third = second + outerStride; i < width; i++, x += pixelStep, second += pixelStep, third += pixelStep, windows += step)
            {
                Vector128.Load(x).Store(windows);
                Vector128.Load(second).Store(windows + depth);
                Vector128.Load(third).Store(windows + 2 * depth);
            }
        }

        for (; i < width; i++, x += pixelStep, windows += step)
        {
            byte* from = x, to = windows;
            for (int row = outer; row > 0; row--, from += outerStride, to += depth)
            {
                Vector128.Load(from).Store(to);
                for (int k = 16; k < depth; k += 16)
                    Vector128.Load(from + k).Store(to + k);
            }
        }
    }

    /// <summary>For each of 16 output bytes from <paramref name="start"/> on, the pixel it belongs to, or 255 (which gives 0) if it is of another plane.</summary>
    private static Vector128<byte> Indices(int plane, int start)
    {
        Span<byte> indices = stackalloc byte[16];
        for (int i = 0; i < 16; i++)
            indices[i] = (start + i) % 3 == plane ? (byte)((start + i) / 3) : (byte)255;
        return Vector128.Create<byte>(indices);
    }
}
