#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Dense convolution with sdot, 8 pixels x 8 columns, 16 deep, then 8 and 4: XNNPACK's and Ruy's way for Cortex-A76, an activation's 4 bytes taken from a lane.
/// The rule: 16 sums, 8 activation vectors and 2 weight vectors stay in the 32 registers, so that 64 sdot need 16 loads.
/// Panel: 8 biases, 8 scales, then for each 4 bytes of a segment 4 weights of each column.
/// </content>
internal unsafe partial struct DotKernels
{
    public static int ConvColumns => 8;

    public static nuint ConvPanelBytes(int outer, int inner, int depth) =>
        (ColumnPanel.HeaderBytes + (nuint)outer * (nuint)inner * (nuint)((depth + 3) & ~3) * 8 + 63) & ~(nuint)63;

    public static void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale)
    {
        nint size = (nint)outer * inner * depth;
        ColumnPanel.PackHeader(panel, weights, channels, size, bias, scale);
        sbyte* packed = (sbyte*)panel + ColumnPanel.HeaderBytes;
        for (nint segment = 0; segment < size; segment += depth)
        {
            for (int k = 0; k < depth; k += 4)
                packed = ColumnPanel.PackStep(packed, weights + segment, channels, size, k, 4, depth);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p) =>
        Row<QuantizedColumnStore>(input, panel, output, width, channels, in p);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p) =>
        Row<Int32ColumnStore>(input, panel, (byte*)output, width, channels, in p);

    [SkipLocalsInit]
    [MethodImpl(AggressiveInlining)]
    private static void Row<TStore>(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p)
        where TStore : struct, IColumnStore
    {
        ConvParams local = p;
        if (channels == 8)
        {
            Tiles<TStore>(input, panel, output, width, &local);
            return;
        }
        byte* block = stackalloc byte[24 * 32];
        local.OutputPixelStride = 32;
        for (; width > 0; width -= 24)
        {
            int some = Math.Min(width, 24);
            Tiles<TStore>(input, panel, block, some, &local);
            StorePart.Pixels(block, 32, output, p.OutputPixelStride, some, channels * TStore.Size);
            input += some * p.PixelStep;
            output += some * p.OutputPixelStride;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tiles<TStore>(byte* input, byte* panel, byte* output, int width, ConvParams* p)
        where TStore : struct, IColumnStore
    {
        while (width > 0)
        {
            int height;
            if (width >= 8)
            {
                height = 8;
                Tile<Height8, TStore>(input, panel, output, p);
            }
            else if (width >= 4)
            {
                height = 4;
                Tile<Height4, TStore>(input, panel, output, p);
            }
            else if (width >= 2)
            {
                height = 2;
                Tile<Height2, TStore>(input, panel, output, p);
            }
            else
            {
                height = 1;
                Tile<Height1, TStore>(input, panel, output, p);
            }
            input += height * p->PixelStep;
            output += height * p->OutputPixelStride;
            width -= height;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tile<THeight, TStore>(byte* input, byte* panel, byte* output, ConvParams* p)
        where THeight : struct, ITileHeight
        where TStore : struct, IColumnStore
    {
        Vector128<int> a0 = Vector128.Load((int*)panel), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Vector128<int> b0 = Vector128.Load((int*)panel + 4), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0, b6 = b0, b7 = b0;
        Vector128<sbyte> flip = Vector128.Create(sbyte.MinValue), v1 = flip, v2 = flip, v3 = flip, v4 = flip, v5 = flip, v6 = flip, v7 = flip;
        sbyte* w = (sbyte*)panel + ColumnPanel.HeaderBytes;
        nint step = p->PixelStep;
        int depth = p->Depth;
        for (int outer = p->Outer; outer > 0; outer--, input += p->OuterStride)
        {
            byte* segment = input;
            for (int inner = p->Inner; inner > 0; inner--, segment += p->InnerStride)
            {
                sbyte* x0 = (sbyte*)segment, x1 = x0 + step, x2 = x1 + step, x3 = x2 + step, x4 = x3 + step, x5 = x4 + step, x6 = x5 + step, x7 = x6 + step;
                nint k = 0;
                for (; k <= depth - 16; k += 16)
                {
                    Vector128<sbyte> v0 = AdvSimd.Xor(Vector128.Load(x0 + k), flip);
                    if (THeight.Height > 1)
                        v1 = AdvSimd.Xor(Vector128.Load(x1 + k), flip);
                    if (THeight.Height > 2)
                    {
                        v2 = AdvSimd.Xor(Vector128.Load(x2 + k), flip);
                        v3 = AdvSimd.Xor(Vector128.Load(x3 + k), flip);
                    }
                    if (THeight.Height > 4)
                    {
                        v4 = AdvSimd.Xor(Vector128.Load(x4 + k), flip);
                        v5 = AdvSimd.Xor(Vector128.Load(x5 + k), flip);
                        v6 = AdvSimd.Xor(Vector128.Load(x6 + k), flip);
                        v7 = AdvSimd.Xor(Vector128.Load(x7 + k), flip);
                    }
                    Vector128<sbyte> low = Vector128.Load(w), high = Vector128.Load(w + 16);
                    Lane0(ref a0, ref b0, low, high, v0);
                    if (THeight.Height > 1)
                        Lane0(ref a1, ref b1, low, high, v1);
                    if (THeight.Height > 2)
                    {
                        Lane0(ref a2, ref b2, low, high, v2);
                        Lane0(ref a3, ref b3, low, high, v3);
                    }
                    if (THeight.Height > 4)
                    {
                        Lane0(ref a4, ref b4, low, high, v4);
                        Lane0(ref a5, ref b5, low, high, v5);
                        Lane0(ref a6, ref b6, low, high, v6);
                        Lane0(ref a7, ref b7, low, high, v7);
                    }
                    low = Vector128.Load(w + 32);
                    high = Vector128.Load(w + 48);
                    Lane1(ref a0, ref b0, low, high, v0);
                    if (THeight.Height > 1)
                        Lane1(ref a1, ref b1, low, high, v1);
                    if (THeight.Height > 2)
                    {
                        Lane1(ref a2, ref b2, low, high, v2);
                        Lane1(ref a3, ref b3, low, high, v3);
                    }
                    if (THeight.Height > 4)
                    {
                        Lane1(ref a4, ref b4, low, high, v4);
                        Lane1(ref a5, ref b5, low, high, v5);
                        Lane1(ref a6, ref b6, low, high, v6);
                        Lane1(ref a7, ref b7, low, high, v7);
                    }
                    low = Vector128.Load(w + 64);
                    high = Vector128.Load(w + 80);
                    Lane2(ref a0, ref b0, low, high, v0);
                    if (THeight.Height > 1)
                        Lane2(ref a1, ref b1, low, high, v1);
                    if (THeight.Height > 2)
                    {
                        Lane2(ref a2, ref b2, low, high, v2);
                        Lane2(ref a3, ref b3, low, high, v3);
                    }
                    if (THeight.Height > 4)
                    {
                        Lane2(ref a4, ref b4, low, high, v4);
                        Lane2(ref a5, ref b5, low, high, v5);
                        Lane2(ref a6, ref b6, low, high, v6);
                        Lane2(ref a7, ref b7, low, high, v7);
                    }
                    low = Vector128.Load(w + 96);
                    high = Vector128.Load(w + 112);
                    Lane3(ref a0, ref b0, low, high, v0);
                    if (THeight.Height > 1)
                        Lane3(ref a1, ref b1, low, high, v1);
                    if (THeight.Height > 2)
                    {
                        Lane3(ref a2, ref b2, low, high, v2);
                        Lane3(ref a3, ref b3, low, high, v3);
                    }
                    if (THeight.Height > 4)
                    {
                        Lane3(ref a4, ref b4, low, high, v4);
                        Lane3(ref a5, ref b5, low, high, v5);
                        Lane3(ref a6, ref b6, low, high, v6);
                        Lane3(ref a7, ref b7, low, high, v7);
                    }
                    w += 128;
                }
                if (k <= depth - 8)
                {
                    Vector128<sbyte> v0 = Eight(x0 + k, flip), low, high;
                    if (THeight.Height > 1)
                        v1 = Eight(x1 + k, flip);
                    if (THeight.Height > 2)
                    {
                        v2 = Eight(x2 + k, flip);
                        v3 = Eight(x3 + k, flip);
                    }
                    if (THeight.Height > 4)
                    {
                        v4 = Eight(x4 + k, flip);
                        v5 = Eight(x5 + k, flip);
                        v6 = Eight(x6 + k, flip);
                        v7 = Eight(x7 + k, flip);
                    }
                    low = Vector128.Load(w);
                    high = Vector128.Load(w + 16);
                    Lane0(ref a0, ref b0, low, high, v0);
                    if (THeight.Height > 1)
                        Lane0(ref a1, ref b1, low, high, v1);
                    if (THeight.Height > 2)
                    {
                        Lane0(ref a2, ref b2, low, high, v2);
                        Lane0(ref a3, ref b3, low, high, v3);
                    }
                    if (THeight.Height > 4)
                    {
                        Lane0(ref a4, ref b4, low, high, v4);
                        Lane0(ref a5, ref b5, low, high, v5);
                        Lane0(ref a6, ref b6, low, high, v6);
                        Lane0(ref a7, ref b7, low, high, v7);
                    }
                    low = Vector128.Load(w + 32);
                    high = Vector128.Load(w + 48);
                    Lane1(ref a0, ref b0, low, high, v0);
                    if (THeight.Height > 1)
                        Lane1(ref a1, ref b1, low, high, v1);
                    if (THeight.Height > 2)
                    {
                        Lane1(ref a2, ref b2, low, high, v2);
                        Lane1(ref a3, ref b3, low, high, v3);
                    }
                    if (THeight.Height > 4)
                    {
                        Lane1(ref a4, ref b4, low, high, v4);
                        Lane1(ref a5, ref b5, low, high, v5);
                        Lane1(ref a6, ref b6, low, high, v6);
                        Lane1(ref a7, ref b7, low, high, v7);
                    }
                    k += 8;
                    w += 64;
                }
                for (; k < depth; k += 4, w += 32)
                {
                    Vector128<sbyte> low = Vector128.Load(w), high = Vector128.Load(w + 16);
                    Four(ref a0, ref b0, low, high, x0 + k, flip);
                    if (THeight.Height > 1)
                        Four(ref a1, ref b1, low, high, x1 + k, flip);
                    if (THeight.Height > 2)
                    {
                        Four(ref a2, ref b2, low, high, x2 + k, flip);
                        Four(ref a3, ref b3, low, high, x3 + k, flip);
                    }
                    if (THeight.Height > 4)
                    {
                        Four(ref a4, ref b4, low, high, x4 + k, flip);
                        Four(ref a5, ref b5, low, high, x5 + k, flip);
                        Four(ref a6, ref b6, low, high, x6 + k, flip);
                        Four(ref a7, ref b7, low, high, x7 + k, flip);
                    }
                }
            }
        }

        float* scale = (float*)panel + 8;
        nint next = 2 * p->OutputPixelStride;
        if (THeight.Height == 1)
            TStore.Store(a0, b0, scale, output, p);
        else
            TStore.Store(a0, b0, a1, b1, scale, output, p);
        if (THeight.Height > 2)
            TStore.Store(a2, b2, a3, b3, scale, output + next, p);
        if (THeight.Height > 4)
        {
            TStore.Store(a4, b4, a5, b5, scale, output + 2 * next, p);
            TStore.Store(a6, b6, a7, b7, scale, output + 3 * next, p);
        }
    }

    /// <summary>Eight bytes, so that nothing behind a segment is read; the upper half is not looked at.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector128<sbyte> Eight(sbyte* x, Vector128<sbyte> flip) => AdvSimd.Xor(Vector64.Load(x), flip.GetLower()).ToVector128Unsafe();

    [MethodImpl(AggressiveInlining)]
    private static void Lane0(ref Vector128<int> a, ref Vector128<int> b, Vector128<sbyte> low, Vector128<sbyte> high, Vector128<sbyte> x)
    {
        a = Dp.DotProductBySelectedQuadruplet(a, low, x, 0);
        b = Dp.DotProductBySelectedQuadruplet(b, high, x, 0);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Lane1(ref Vector128<int> a, ref Vector128<int> b, Vector128<sbyte> low, Vector128<sbyte> high, Vector128<sbyte> x)
    {
        a = Dp.DotProductBySelectedQuadruplet(a, low, x, 1);
        b = Dp.DotProductBySelectedQuadruplet(b, high, x, 1);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Lane2(ref Vector128<int> a, ref Vector128<int> b, Vector128<sbyte> low, Vector128<sbyte> high, Vector128<sbyte> x)
    {
        a = Dp.DotProductBySelectedQuadruplet(a, low, x, 2);
        b = Dp.DotProductBySelectedQuadruplet(b, high, x, 2);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Lane3(ref Vector128<int> a, ref Vector128<int> b, Vector128<sbyte> low, Vector128<sbyte> high, Vector128<sbyte> x)
    {
        a = Dp.DotProductBySelectedQuadruplet(a, low, x, 3);
        b = Dp.DotProductBySelectedQuadruplet(b, high, x, 3);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Four(ref Vector128<int> a, ref Vector128<int> b, Vector128<sbyte> low, Vector128<sbyte> high, sbyte* source, Vector128<sbyte> flip)
    {
        Vector128<sbyte> x = AdvSimd.Xor(Vector128.Create(Unsafe.ReadUnaligned<int>(source)).AsSByte(), flip);
        a = Dp.DotProduct(a, low, x);
        b = Dp.DotProduct(b, high, x);
    }
}
