#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Float convolution for processors that have AVX-512 besides AVX-VNNI: tiles of 12, 10, 8 or 6 pixels x 16 columns, one register for each pixel,
/// from the panels of <see cref="Avx2Kernels"/>. Rows are cut into tiles of one size, the last of which goes back over pixels that are done
/// (the same sums again) rather than being a small one.
/// </content>
internal unsafe partial struct VnniKernels
{
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p)
    {
        if (!Vector512.IsHardwareAccelerated || width < 6)
        {
            Avx2Kernels.FloatConvRow(input, panel, output, width, channels, in p);
            return;
        }
        float* tile = stackalloc float[12 * 16];
        int tiles = (width + 11) / 12;
        int pixels = ((width + tiles - 1) / tiles + 1) & ~1;
        pixels = pixels < 6 ? 6 : pixels > width ? pixels - 2 : pixels;
        for (int x = 0; x < width; x += pixels)
        {
            if (x > width - pixels)
                x = width - pixels;
            byte* from = (byte*)input + x * p.PixelStep;
            float* to = (float*)((byte*)output + x * p.OutputPixelStride);
            float* target = channels >= 16 ? to : tile;
            nint step = channels >= 16 ? p.OutputPixelStride : 64;
            switch (pixels)
            {
                case 12: WideTile12(from, panel, target, step, in p); break;
                case 10: WideTile10(from, panel, target, step, in p); break;
                case 8: WideTile8(from, panel, target, step, in p); break;
                default: WideTile6(from, panel, target, step, in p); break;
            }
            if (channels < 16)
                FloatTiles.Store(tile, 16, to, p.OutputPixelStride, pixels, channels);
        }
    }
}
