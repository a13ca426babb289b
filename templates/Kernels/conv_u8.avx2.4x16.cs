#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Dense convolution for AVX2, 4 pixels x 16 columns, 4 deep, through vpmaddwd on 16-bit values, which is exact where vpmaddubsw saturates.
/// The rule: weights are widened when packed, and an activation is widened in registers: of four broadcast bytes, a mask leaves 0 and 2 as
/// words and a shift 1 and 3, so no shuffle is needed; the weights are stored in the same two pairs.
/// Panel: 16 biases, 16 scales (order of <see cref="IPanelStore"/>), then for each 4 bytes of a segment 64 words: pairs (0, 2), then (1, 3).
/// </content>
internal unsafe partial struct Avx2Kernels
{
    public static int ConvColumns => 16;

    public static nuint ConvPanelBytes(int outer, int inner, int depth) =>
        128 + (nuint)outer * (nuint)inner * (nuint)((depth + 3) / 4) * 128;

    public static void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale)
    {
        PanelHeader.Pack(panel, channels, bias, scale);
        short* packed = (short*)(panel + PanelHeader.Bytes);
        nint size = (nint)outer * inner * depth;
        for (nint segment = 0; segment < size; segment += depth)
        {
            for (int k = 0; k < depth; k += 4, packed += 64)
            {
                for (int i = 0; i < 64; i++)
                {
                    int column = PanelHeader.ColumnAt((i >> 1) & 15), deep = k + (i >> 5) + 2 * (i & 1);
                    packed[i] = column < channels && deep < depth ? weights[column * size + segment + deep] : (short)0;
                }
            }
        }
    }

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p) =>
        Row<QuantizedStore>(input, panel, output, width, channels, in p);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p) =>
        Row<Int32Store>(input, panel, (byte*)output, width, channels, in p);

    [SkipLocalsInit]
    [MethodImpl(AggressiveInlining)]
    private static void Row<TStore>(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p)
        where TStore : struct, IPanelStore
    {
        if (channels == 16)
        {
            Tiles<TStore>(input, panel, output, width, in p);
            return;
        }
        byte* block = stackalloc byte[24 * 64];
        ConvParams part = p;
        part.OutputPixelStride = 64;
        for (; width > 0; width -= 24)
        {
            int some = Math.Min(width, 24);
            Tiles<TStore>(input, panel, block, some, in part);
            StorePart.Pixels(block, 64, output, p.OutputPixelStride, some, channels * TStore.Size);
            input += some * p.PixelStep;
            output += some * p.OutputPixelStride;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tiles<TStore>(byte* input, byte* panel, byte* output, int width, in ConvParams p)
        where TStore : struct, IPanelStore
    {
        for (; width >= 4 && width != 5; width -= 4)
        {
            Tile<Height4, TStore>(input, panel, output, in p);
            input += 4 * p.PixelStep;
            output += 4 * p.OutputPixelStride;
        }
        if (width >= 3)
        {
            Tile<Height3, TStore>(input, panel, output, in p);
            input += 3 * p.PixelStep;
            output += 3 * p.OutputPixelStride;
            width -= 3;
        }
        if (width == 2)
            Tile<Height2, TStore>(input, panel, output, in p);
        else if (width == 1)
            Tile<Height1, TStore>(input, panel, output, in p);
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tile<THeight, TStore>(byte* input, byte* panel, byte* output, in ConvParams p)
        where THeight : struct, ITileHeight
        where TStore : struct, IPanelStore
    {
        Vector256<int> a0 = Vector256.Load((int*)panel), a1 = a0, a2 = a0, a3 = a0;
        Vector256<int> b0 = Vector256.Load((int*)panel + 8), b1 = b0, b2 = b0, b3 = b0;
        Vector256<short> mask = Vector256.Create((short)0x00FF);
        short* w = (short*)(panel + PanelHeader.Bytes);
        nint step = p.PixelStep, depth = p.Depth;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x0 = segment, x1 = x0 + step, x2 = x1 + step, x3 = x2 + step;
                for (nint k = 0; k < depth; k += 4, w += 64)
                {
                    MultiplyAdd(ref a0, ref b0, x0 + k, w, mask);
                    if (THeight.Height > 1)
                        MultiplyAdd(ref a1, ref b1, x1 + k, w, mask);
                    if (THeight.Height > 2)
                        MultiplyAdd(ref a2, ref b2, x2 + k, w, mask);
                    if (THeight.Height > 3)
                        MultiplyAdd(ref a3, ref b3, x3 + k, w, mask);
                }
            }
        }

        float* scale = (float*)panel + 16;
        nint next = p.OutputPixelStride;
        if (THeight.Height > 1)
            TStore.Store(a0, b0, a1, b1, scale, output, in p);
        else
            TStore.Store(a0, b0, scale, output, in p);
        if (THeight.Height > 3)
            TStore.Store(a2, b2, a3, b3, scale, output + 2 * next, in p);
        else if (THeight.Height == 3)
            TStore.Store(a2, b2, scale, output + 2 * next, in p);
    }

    [MethodImpl(AggressiveInlining)]
    private static void MultiplyAdd(ref Vector256<int> a, ref Vector256<int> b, byte* source, short* w, Vector256<short> mask)
    {
        Vector256<short> x = Avx2.BroadcastScalarToVector256((int*)source).AsInt16();
        Vector256<short> even = Avx2.And(x, mask), odd = Avx2.ShiftRightLogical(x, 8);
        a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(even, Vector256.Load(w)));
        b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(even, Vector256.Load(w + 16)));
        a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(odd, Vector256.Load(w + 32)));
        b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(odd, Vector256.Load(w + 48)));
    }
}
