#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Float convolution in tiles of 6 pixels x 16 columns: 12 accumulators, 2 registers of weights and 2 of broadcast inputs are the 16 that AVX2
/// has (the tile of BLIS and XNNPACK for this instruction set). Rows end in tiles of 4, 3, 2 or 1 pixels, 7 being 4 + 3 and 8 being 4 + 4.
/// </content>
internal unsafe partial struct Avx2Kernels
{
    public static int FloatConvColumns => 16;

    public static nuint FloatConvPanelBytes(int outer, int inner, int depth) => FloatPanels.Bytes(16, outer, inner, depth);

    public static void PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias) =>
        FloatPanels.Pack(16, panel, weights, channels, outer * inner * depth, bias);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p)
    {
        float* tile = stackalloc float[6 * 16];
        byte* from = (byte*)input;
        byte* to = (byte*)output;
        while (width > 0)
        {
            int pixels = FloatTiles.Six(width);
            // A whole panel goes straight to the output, the last columns by way of the stack.
            float* target = channels >= 16 ? (float*)to : tile;
            nint step = channels >= 16 ? p.OutputPixelStride : 64;
            switch (pixels)
            {
                case 6: FloatTile6(from, panel, target, step, in p); break;
                case 4: FloatTile4(from, panel, target, step, in p); break;
                case 3: FloatTile3(from, panel, target, step, in p); break;
                case 2: FloatTile2(from, panel, target, step, in p); break;
                default: FloatTile1(from, panel, target, step, in p); break;
            }
            if (channels < 16)
                FloatTiles.Store(tile, 16, (float*)to, p.OutputPixelStride, pixels, channels);
            from += pixels * p.PixelStep;
            to += pixels * p.OutputPixelStride;
            width -= pixels;
        }
    }
}
