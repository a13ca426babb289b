#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Rows of planes woven into rows of pixels.</summary>
internal static unsafe class PixelRows
{
    /// <summary>Pixel i of <paramref name="pixels"/> gets byte i of each of three planes.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Weave3(byte* a, byte* b, byte* c, byte* pixels, nint pixelStride, int width)
    {
        // Four bytes are stored at a time; the fourth belongs to the next pixel, which is stored later.
        int i = 0;
        if (pixelStride == 3)
        {
            for (; i < width - 1; i++, pixels += 3)
                Unsafe.WriteUnaligned(pixels, a[i] | (uint)b[i] << 8 | (uint)c[i] << 16);
        }

        for (; i < width; i++, pixels += pixelStride)
        {
            pixels[0] = a[i];
            pixels[1] = b[i];
            pixels[2] = c[i];
        }
    }
}
