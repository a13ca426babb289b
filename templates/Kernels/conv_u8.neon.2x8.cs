#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Dense convolution for Cortex-A72, 2 pixels x 8 columns, 16 deep: XNNPACK's tile for this core (smull, smlal, sadalp), which keeps the one
/// multiplying pipe busy with 8 products a cycle.
/// The rule: 64-bit loads in pairs and the lower forms of the multiplications only. A 128-bit load whose halves are taken apart costs a move for each use.
/// Panel: 8 biases, 8 scales, then for each 16 (at the end of a segment 8) bytes of depth the weights of the 8 columns, one column after the other.
/// </content>
internal unsafe partial struct NeonKernels
{
    /// <summary>Bytes of a panel above which it is walked in slices: half of a first-level cache of 32 KiB, which input and output share.</summary>
    private const int SliceBytes = 16 << 10;

    /// <summary>Pixels whose sums or partial columns wait in memory: 2 KiB.</summary>
    private const int BlockPixels = 64;

    public static int ConvColumns => 8;

    public static nuint ConvPanelBytes(int outer, int inner, int depth) =>
        ColumnPanel.HeaderBytes + (nuint)outer * (nuint)inner * (nuint)((depth + 7) & ~7) * 8;

    public static void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale)
    {
        nint size = (nint)outer * inner * depth;
        ColumnPanel.PackHeader(panel, weights, channels, size, bias, scale);
        sbyte* packed = (sbyte*)panel + ColumnPanel.HeaderBytes;
        for (nint segment = 0; segment < size; segment += depth)
        {
            for (int k = 0; k < depth; k += 16)
                packed = ColumnPanel.PackStep(packed, weights + segment, channels, size, k, depth - k > 8 ? 16 : 8, depth);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p)
    {
        if ((p.Flags & ConvParams.PairSafe) != 0)
            Row<PairProducts, QuantizedColumnStore>(input, panel, output, width, channels, in p);
        else
            Row<SingleProducts, QuantizedColumnStore>(input, panel, output, width, channels, in p);
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p)
    {
        if ((p.Flags & ConvParams.PairSafe) != 0)
            Row<PairProducts, Int32ColumnStore>(input, panel, (byte*)output, width, channels, in p);
        else
            Row<SingleProducts, Int32ColumnStore>(input, panel, (byte*)output, width, channels, in p);
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveInlining)]
    private static void Row<TProducts, TStore>(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p)
        where TProducts : struct, IProducts
        where TStore : struct, IColumnStore
    {
        ConvParams local = p;
        ColumnSlice whole = ColumnSlice.Of(panel);
        bool slices = width > 2 && local.Outer > 1 && ConvPanelBytes(local.Outer, local.Inner, local.Depth) > SliceBytes;
        if (channels == 8 && !slices)
        {
            Pixels<TProducts, TStore, FromBiases>(input, &whole, output, width, &local);
            return;
        }
        byte* block = stackalloc byte[BlockPixels * 32];
        local.OutputPixelStride = channels == 8 ? p.OutputPixelStride : 32;
        for (; width > 0; width -= BlockPixels)
        {
            int some = Math.Min(width, BlockPixels);
            byte* to = channels == 8 ? output : block;
            if (slices)
                Slices<TProducts, TStore>(input, whole, to, some, &local);
            else
                Pixels<TProducts, TStore, FromBiases>(input, &whole, to, some, &local);
            if (channels != 8)
                StorePart.Pixels(block, 32, output, p.OutputPixelStride, some, channels * TStore.Size);
            input += some * p.PixelStep;
            output += some * p.OutputPixelStride;
        }
    }

    /// <summary>A panel that the first-level cache cannot hold is walked kernel row by kernel row, each for all pixels: the sums so far wait in memory.</summary>
    [SkipLocalsInit]
    [MethodImpl(NoInlining)]
    private static void Slices<TProducts, TStore>(byte* input, ColumnSlice slice, byte* output, int width, ConvParams* p)
        where TProducts : struct, IProducts
        where TStore : struct, IColumnStore
    {
        int* sums = stackalloc int[BlockPixels * 8];
        ConvParams first = *p, last = *p;
        first.OutputPixelStride = 32;
        first.Outer = last.Outer = 1;
        nint bytes = (nint)p->Inner * ((p->Depth + 7) & ~7) * 8;
        Pixels<TProducts, Int32ColumnStore, FromBiases>(input, &slice, (byte*)sums, width, &first);
        slice.Start = sums;
        for (int outer = 2; outer < p->Outer; outer++)
        {
            input += p->OuterStride;
            slice.Weights += bytes;
            Pixels<TProducts, Int32ColumnStore, FromSums>(input, &slice, (byte*)sums, width, &first);
        }
        slice.Weights += bytes;
        Pixels<TProducts, TStore, FromSums>(input + p->OuterStride, &slice, output, width, &last);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Pixels<TProducts, TStore, TStart>(byte* input, ColumnSlice* slice, byte* output, int width, ConvParams* p)
        where TProducts : struct, IProducts
        where TStore : struct, IColumnStore
        where TStart : struct, IStart
    {
        int pairs = width >> 1;
        if (pairs > 0)
            Tiles<Height2, TProducts, TStore, TStart>(input, slice, 0, output, pairs, p);
        if ((width & 1) != 0)
            Tiles<Height1, TProducts, TStore, TStart>(input + 2 * pairs * p->PixelStep, slice, 2 * pairs, output + 2 * pairs * p->OutputPixelStride, 1, p);
    }

    // 67 instructions for 256 products: 10 ldp, 4 eor, 16 smull, 16 smlal, 16 sadalp, 3 add, 2 of loop; 83 without pairs.
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tiles<THeight, TProducts, TStore, TStart>(byte* input, ColumnSlice* slice, int pixel, byte* output, int count, ConvParams* p)
        where THeight : struct, ITileHeight
        where TProducts : struct, IProducts
        where TStore : struct, IColumnStore
        where TStart : struct, IStart
    {
        Vector128<int> a0 = Vector128<int>.Zero, a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0, a6 = a0, a7 = a0;
        Vector128<int> b0 = a0, b1 = a0, b2 = a0, b3 = a0, b4 = a0, b5 = a0, b6 = a0, b7 = a0;
        Vector64<sbyte> flip = Vector64.Create(sbyte.MinValue), y0 = flip, y1 = flip;
        nint step = p->PixelStep;
        int depth = p->Depth;
        bool tail = (depth & 15) is > 0 and <= 8;
        int* start = slice->Start + pixel * TStart.Step;
        for (; count > 0; count--)
        {
            sbyte* w = slice->Weights;
            byte* row = input;
            for (int outer = p->Outer; outer > 0; outer--, row += p->OuterStride)
            {
                byte* segment = row;
                for (int inner = p->Inner; inner > 0; inner--, segment += p->InnerStride)
                {
                    sbyte* x = (sbyte*)segment, y = x + step;
                    for (sbyte* end = x + (depth - 8); x < end;)
                    {
                        Vector64<sbyte> x0 = AdvSimd.Xor(Vector64.Load(x), flip), x1 = AdvSimd.Xor(Vector64.Load(x + 8), flip);
                        x += 16;
                        if (THeight.Height > 1)
                        {
                            y0 = AdvSimd.Xor(Vector64.Load(y), flip);
                            y1 = AdvSimd.Xor(Vector64.Load(y + 8), flip);
                            y += 16;
                        }
                        Column<THeight, TProducts>(ref a0, ref b0, w, 0, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a1, ref b1, w, 16, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a2, ref b2, w, 32, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a3, ref b3, w, 48, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a4, ref b4, w, 64, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a5, ref b5, w, 80, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a6, ref b6, w, 96, x0, x1, y0, y1);
                        Column<THeight, TProducts>(ref a7, ref b7, w, 112, x0, x1, y0, y1);
                        w += 128;
                    }
                    if (tail)
                    {
                        Vector64<sbyte> x0 = AdvSimd.Xor(Vector64.Load(x), flip);
                        if (THeight.Height > 1)
                            y0 = AdvSimd.Xor(Vector64.Load(y), flip);
                        HalfColumn<THeight>(ref a0, ref b0, w, 0, x0, y0);
                        HalfColumn<THeight>(ref a1, ref b1, w, 8, x0, y0);
                        HalfColumn<THeight>(ref a2, ref b2, w, 16, x0, y0);
                        HalfColumn<THeight>(ref a3, ref b3, w, 24, x0, y0);
                        HalfColumn<THeight>(ref a4, ref b4, w, 32, x0, y0);
                        HalfColumn<THeight>(ref a5, ref b5, w, 40, x0, y0);
                        HalfColumn<THeight>(ref a6, ref b6, w, 48, x0, y0);
                        HalfColumn<THeight>(ref a7, ref b7, w, 56, x0, y0);
                        w += 64;
                    }
                }
            }

            float* scale = slice->Scale;
            Vector128<int> low = AdvSimd.Add(Sum(a0, a1, a2, a3), Vector128.Load(start)), high = AdvSimd.Add(Sum(a4, a5, a6, a7), Vector128.Load(start + 4));
            start += TStart.Step;
            if (THeight.Height > 1)
            {
                TStore.Store(low, high, AdvSimd.Add(Sum(b0, b1, b2, b3), Vector128.Load(start)), AdvSimd.Add(Sum(b4, b5, b6, b7), Vector128.Load(start + 4)), scale, output, p);
                start += TStart.Step;
            }
            else
            {
                TStore.Store(low, high, scale, output, p);
            }
            a0 = a1 = a2 = a3 = a4 = a5 = a6 = a7 = Vector128<int>.Zero;
            b0 = b1 = b2 = b3 = b4 = b5 = b6 = b7 = a0;
            input += THeight.Height * step;
            output += THeight.Height * p->OutputPixelStride;
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Column<THeight, TProducts>(ref Vector128<int> a, ref Vector128<int> b, sbyte* w, int at, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> y0, Vector64<sbyte> y1)
        where THeight : struct, ITileHeight
        where TProducts : struct, IProducts
    {
        Vector64<sbyte> w0 = Vector64.Load(w + at), w1 = Vector64.Load(w + (at + 8));
        a = TProducts.Add(a, x0, x1, w0, w1);
        if (THeight.Height > 1)
            b = TProducts.Add(b, y0, y1, w0, w1);
    }

    [MethodImpl(AggressiveInlining)]
    private static void HalfColumn<THeight>(ref Vector128<int> a, ref Vector128<int> b, sbyte* w, int at, Vector64<sbyte> x, Vector64<sbyte> y)
        where THeight : struct, ITileHeight
    {
        Vector64<sbyte> w0 = Vector64.Load(w + at);
        a = AdvSimd.AddPairwiseWideningAndAdd(a, AdvSimd.MultiplyWideningLower(x, w0));
        if (THeight.Height > 1)
            b = AdvSimd.AddPairwiseWideningAndAdd(b, AdvSimd.MultiplyWideningLower(y, w0));
    }

    /// <summary>The sums of the lanes of four vectors.</summary>
    [MethodImpl(AggressiveInlining)]
    private static Vector128<int> Sum(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        AdvSimd.Arm64.AddPairwise(AdvSimd.Arm64.AddPairwise(a, b), AdvSimd.Arm64.AddPairwise(c, d));

    /// <summary>The weights that a row walks, and where its sums start: a whole panel and its biases, or some kernel rows and the sums of those before.</summary>
    private struct ColumnSlice
    {
        public sbyte* Weights;
        public int* Start;
        public float* Scale;

        public static ColumnSlice Of(byte* panel) => new() { Weights = (sbyte*)panel + ColumnPanel.HeaderBytes, Start = (int*)panel, Scale = (float*)panel + 8 };
    }

    /// <summary>What a pixel's sums start with.</summary>
    private interface IStart
    {
        /// <summary>Integers between the starts of pixels.</summary>
        static abstract int Step { get; }
    }

    /// <summary>The panel's biases, the same for every pixel.</summary>
    private struct FromBiases : IStart
    {
        public static int Step => 0;
    }

    /// <summary>The sums of the kernel rows before.</summary>
    private struct FromSums : IStart
    {
        public static int Step => 8;
    }

    /// <summary>How 16 products become 4 sums.</summary>
    private interface IProducts
    {
        static abstract Vector128<int> Add(Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> w0, Vector64<sbyte> w1);
    }

    /// <summary>Two products in 16 bits: |w| at most 127, so at most 2 * 128 * 127.</summary>
    private struct PairProducts : IProducts
    {
        [MethodImpl(AggressiveInlining)]
        public static Vector128<int> Add(Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> w0, Vector64<sbyte> w1) =>
            AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLowerAndAdd(AdvSimd.MultiplyWideningLower(x0, w0), x1, w1));
    }

    /// <summary>One product in 16 bits, for weights of -128: one more instruction for 16 products.</summary>
    private struct SingleProducts : IProducts
    {
        [MethodImpl(AggressiveInlining)]
        public static Vector128<int> Add(Vector128<int> sum, Vector64<sbyte> x0, Vector64<sbyte> x1, Vector64<sbyte> w0, Vector64<sbyte> w1) =>
            AdvSimd.AddPairwiseWideningAndAdd(AdvSimd.AddPairwiseWideningAndAdd(sum, AdvSimd.MultiplyWideningLower(x0, w0)), AdvSimd.MultiplyWideningLower(x1, w1));
    }
}
