#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Float convolution in tiles of 8 pixels x 8 columns, 4 deep: 16 accumulators, 8 registers of inputs that fmla takes by element, 2 of weights.
/// A Cortex-A72 starts one fmla of 4 lanes a cycle, so that the 16 loads for 64 of them are hidden. The tile is XNNPACK's for this core, turned to NHWC.
/// </content>
internal unsafe partial struct NeonKernels
{
    public static int FloatConvColumns => 8;

    public static nuint FloatConvPanelBytes(int outer, int inner, int depth) => FloatPanels.Bytes(8, outer, inner, depth);

    public static void PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias) =>
        FloatPanels.Pack(8, panel, weights, channels, outer * inner * depth, bias);

    /// <summary>
    /// Where weights and inputs of a window exceed the first-level cache, the row is convolved in several goes, each over a part of the window
    /// and all pixels, the sums waiting in the output: the same additions in the same order.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p)
    {
        const int Most = 384; // 12 KiB of weights, and about as much of the input
        float* w = panel + 8;
        if (channels < 8 || width <= 8 || p.Outer * p.Inner * p.Depth <= Most)
        {
            FloatConvPart((byte*)input, w, panel, 0, (byte*)output, width, channels, in p);
            return;
        }
        ConvParams q = p;
        q.Outer = 1;
        bool wholeRow = p.Inner * p.Depth <= Most;
        int segments = wholeRow ? 1 : p.Inner, parts = wholeRow ? 1 : (p.Depth + Most - 1) / Most;
        q.Inner = p.Inner / segments;
        int most = ((p.Depth + parts - 1) / parts + 3) & ~3;
        float* start = panel;
        nint startStride = 0;
        for (int outer = 0; outer < p.Outer; outer++)
        {
            for (int inner = 0; inner < segments; inner++)
            {
                byte* segment = (byte*)input + outer * p.OuterStride + inner * p.InnerStride;
                for (int depth = 0; depth < p.Depth; depth += most)
                {
                    q.Depth = p.Depth - depth < most ? p.Depth - depth : most;
                    FloatConvPart(segment + depth * 4, w, start, startStride, (byte*)output, width, channels, in q);
                    w += (nint)q.Inner * q.Depth * 8;
                    start = output;
                    startStride = p.OutputPixelStride;
                }
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    private static void FloatConvPart(byte* from, float* w, float* start, nint startStride, byte* to, int width, int channels, in ConvParams p)
    {
        float* tile = stackalloc float[8 * 8];
        while (width > 0)
        {
            int pixels = FloatTiles.Eight(width);
            // A whole panel goes straight to the output, the last columns by way of the stack.
            float* target = channels >= 8 ? (float*)to : tile;
            nint step = channels >= 8 ? p.OutputPixelStride : 32;
            switch (pixels)
            {
                case 8: FloatTile8(from, w, start, startStride, target, step, in p); break;
                case 6: FloatTile6(from, w, start, startStride, target, step, in p); break;
                case 4: FloatTile4(from, w, start, startStride, target, step, in p); break;
                case 3: FloatTile3(from, w, start, startStride, target, step, in p); break;
                case 2: FloatTile2(from, w, start, startStride, target, step, in p); break;
                default: FloatTile1(from, w, start, startStride, target, step, in p); break;
            }
            if (channels < 8)
                FloatTiles.Store(tile, 8, (float*)to, p.OutputPixelStride, pixels, channels);
            from += pixels * p.PixelStep;
            to += pixels * p.OutputPixelStride;
            start = (float*)((byte*)start + pixels * startStride);
            width -= pixels;
        }
    }
}
