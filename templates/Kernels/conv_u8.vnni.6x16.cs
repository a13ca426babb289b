#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>
/// Dense convolution for AVX-VNNI, 6 pixels x 16 columns, 4 deep: the tile of MLAS and oneDNN for this instruction, with 12 sums, two weight
/// vectors and one broadcast in the 16 registers that its VEX form can name.
/// The rule: 12 independent vpdpbusd for 8 loads, so that neither its latency nor the load ports are what limits.
/// Panel: 16 biases, 16 scales (order of <see cref="IPanelStore"/>), then for each 4 bytes of a segment 4 weights of each column.
/// </content>
internal unsafe partial struct VnniKernels
{
    public static int ConvColumns => 16;

    public static nuint ConvPanelBytes(int outer, int inner, int depth) =>
        128 + (nuint)outer * (nuint)inner * (nuint)((depth + 3) / 4) * 64;

    public static void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale)
    {
        PanelHeader.Pack(panel, channels, bias, scale);
        sbyte* packed = (sbyte*)panel + PanelHeader.Bytes;
        nint size = (nint)outer * inner * depth;
        for (nint segment = 0; segment < size; segment += depth)
        {
            for (int k = 0; k < depth; k += 4, packed += 64)
            {
                for (int i = 0; i < 64; i++)
                {
                    int column = PanelHeader.ColumnAt(i >> 2), deep = k + (i & 3);
                    packed[i] = column < channels && deep < depth ? weights[column * size + segment + deep] : (sbyte)0;
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

    /// <summary>Cuts a row into tiles of 6, 4 and 3, so that a tile of 1 is left only where the row is one pixel.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tiles<TStore>(byte* input, byte* panel, byte* output, int width, in ConvParams p)
        where TStore : struct, IPanelStore
    {
        while (width > 0)
        {
            int height;
            if (width >= 12 || width is 6 or 9 or 10)
            {
                height = 6;
                Tile<Height6, TStore>(input, panel, output, in p);
            }
            else if (width >= 4 && width != 5)
            {
                height = 4;
                Tile<Height4, TStore>(input, panel, output, in p);
            }
            else if (width >= 3)
            {
                height = 3;
                Tile<Height3, TStore>(input, panel, output, in p);
            }
            else if (width == 2)
            {
                height = 2;
                Tile<Height2, TStore>(input, panel, output, in p);
            }
            else
            {
                height = 1;
                Tile<Height1, TStore>(input, panel, output, in p);
            }
            input += height * p.PixelStep;
            output += height * p.OutputPixelStride;
            width -= height;
        }
    }

    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tile<THeight, TStore>(byte* input, byte* panel, byte* output, in ConvParams p)
        where THeight : struct, ITileHeight
        where TStore : struct, IPanelStore
    {
        Vector256<int> a0 = Vector256.Load((int*)panel), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
        Vector256<int> b0 = Vector256.Load((int*)panel + 8), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
        sbyte* w = (sbyte*)panel + PanelHeader.Bytes;
        nint step = p.PixelStep, depth = p.Depth;
        for (int outer = p.Outer; outer > 0; outer--, input += p.OuterStride)
        {
            byte* segment = input;
            for (int inner = p.Inner; inner > 0; inner--, segment += p.InnerStride)
            {
                byte* x0 = segment, x1 = x0 + step, x2 = x1 + step, x3 = x2 + step, x4 = x3 + step, x5 = x4 + step;
                for (nint k = 0; k < depth; k += 4, w += 64)
                {
                    Vector256<sbyte> wa = Vector256.Load(w), wb = Vector256.Load(w + 32);
                    Vector256<byte> x = Broadcast(x0 + k);
                    a0 = AvxVnni.MultiplyWideningAndAdd(a0, x, wa);
                    b0 = AvxVnni.MultiplyWideningAndAdd(b0, x, wb);
                    if (THeight.Height > 1)
                    {
                        x = Broadcast(x1 + k);
                        a1 = AvxVnni.MultiplyWideningAndAdd(a1, x, wa);
                        b1 = AvxVnni.MultiplyWideningAndAdd(b1, x, wb);
                    }
                    if (THeight.Height > 2)
                    {
                        x = Broadcast(x2 + k);
                        a2 = AvxVnni.MultiplyWideningAndAdd(a2, x, wa);
                        b2 = AvxVnni.MultiplyWideningAndAdd(b2, x, wb);
                    }
                    if (THeight.Height > 3)
                    {
                        x = Broadcast(x3 + k);
                        a3 = AvxVnni.MultiplyWideningAndAdd(a3, x, wa);
                        b3 = AvxVnni.MultiplyWideningAndAdd(b3, x, wb);
                    }
                    if (THeight.Height > 5)
                    {
                        x = Broadcast(x4 + k);
                        a4 = AvxVnni.MultiplyWideningAndAdd(a4, x, wa);
                        b4 = AvxVnni.MultiplyWideningAndAdd(b4, x, wb);
                        x = Broadcast(x5 + k);
                        a5 = AvxVnni.MultiplyWideningAndAdd(a5, x, wa);
                        b5 = AvxVnni.MultiplyWideningAndAdd(b5, x, wb);
                    }
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
        if (THeight.Height > 5)
            TStore.Store(a4, b4, a5, b5, scale, output + 4 * next, in p);
    }

    [MethodImpl(AggressiveInlining)]
    private static Vector256<byte> Broadcast(byte* source) => Avx2.BroadcastScalarToVector256((int*)source).AsByte();
}
