#nullable enable
using System;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Winograd F(4x4, 3x3) for AVX2: products of 6 tiles x 16 outputs through vpmaddwd, two input channels an instruction.
/// The rule: 12 accumulators, two vectors of weights and one of broadcast inputs leave one register for the product; nothing is spilled.
/// U is [channel / 2][lane][2]: a vector holds two channels of 8 outputs; a broadcast of 32 bits is the same two channels of a tile. Their two
/// products are at most 2 * 18432 * 17340, which fits 32 bits. The last panel takes 8 lanes where that is enough.
/// Lanes of 16 are in the order of <see cref="IPanelStore"/>, those of 8 in their own.
/// </summary>
internal unsafe struct Avx2Winograd4 : IWinograd4
{
    public static int PanelOutputs => 16;

    public static int Width(int outputs) => outputs > 8 ? 16 : 8;

    public static int Lane(int output, int width) => width == 16 ? PanelHeader.ColumnAt(output) : output;

    public static int Interleave => 2;

    /// <summary>Sixes; 4 and 3 for the last 7, and what is left otherwise.</summary>
    public static int Group(int tiles) => tiles == 7 ? 4 : Math.Min(tiles, 6);

    /// <summary>
    /// 16 channels a step as 16-bit lanes: first B^T down the columns into 36 vectors on the stack, |value| at most 10 * 255, then along the rows.
    /// At the end of the depth the upper half may be no block of the plane: it is not stored.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization | NoInlining)]
    public static void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p)
    {
        byte* space = stackalloc byte[36 * 32 + 31];
        var columns = (Vector256<short>*)Avx2WinogradForm.Align(space);
        nint row = p.OuterStride, pixel = p.PixelStep;
        for (; depth > 0; depth -= 16, window += 16, v += 2 * blockStride)
        {
            byte* from = window;
            for (Vector256<short>* to = columns; to < columns + 6; to++, from += pixel)
            {
                byte* lower = from + 3 * row;
                Values(Widen(from), Widen(from + row), Widen(from + 2 * row), Widen(lower), Widen(lower + row), Widen(lower + 2 * row), out Vector256<short> v0, out Vector256<short> v1, out Vector256<short> v2, out Vector256<short> v3, out Vector256<short> v4, out Vector256<short> v5);
                to[0] = v0;
                to[6] = v1;
                to[12] = v2;
                to[18] = v3;
                to[24] = v4;
                to[30] = v5;
            }
            byte* target = v;
            for (Vector256<short>* c = columns; c < columns + 36; c += 6, target += 6 * planeStride)
            {
                Values(c[0], c[1], c[2], c[3], c[4], c[5], out Vector256<short> v0, out Vector256<short> v1, out Vector256<short> v2, out Vector256<short> v3, out Vector256<short> v4, out Vector256<short> v5);
                byte* lower = target + 3 * planeStride;
                v0.GetLower().Store((short*)target);
                v1.GetLower().Store((short*)(target + planeStride));
                v2.GetLower().Store((short*)(target + 2 * planeStride));
                v3.GetLower().Store((short*)lower);
                v4.GetLower().Store((short*)(lower + planeStride));
                v5.GetLower().Store((short*)(lower + 2 * planeStride));
                if (depth <= 8)
                    continue;
                byte* next = target + blockStride;
                lower += blockStride;
                v0.GetUpper().Store((short*)next);
                v1.GetUpper().Store((short*)(next + planeStride));
                v2.GetUpper().Store((short*)(next + 2 * planeStride));
                v3.GetUpper().Store((short*)lower);
                v4.GetUpper().Store((short*)(lower + planeStride));
                v5.GetUpper().Store((short*)(lower + 2 * planeStride));
            }
        }
    }

    public static void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip)
    {
        if (width == 16)
            Products<Height2>(v, u, start, m, tiles, groups, depth, skip);
        else
            Products<Height1>(v, u, start, m, tiles, groups, depth, skip);
    }

    public static void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p) =>
        Avx2WinogradOutput<Form>.Tile(m, planeStride, scale, output, rowStride, channels, in p);

    private static void Products<TVectors>(short* v, short* u, int* start, int* m, int tiles, int groups, int depth, nint skip)
        where TVectors : struct, ITileHeight
    {
        switch (tiles)
        {
            case 1:
                Tile<Height1, TVectors>(v, u, start, m, groups, depth, skip);
                break;
            case 2:
                Tile<Height2, TVectors>(v, u, start, m, groups, depth, skip);
                break;
            case 3:
                Tile<Height3, TVectors>(v, u, start, m, groups, depth, skip);
                break;
            case 4:
                Tile<Height4, TVectors>(v, u, start, m, groups, depth, skip);
                break;
            case 5:
                Tile<Height5, TVectors>(v, u, start, m, groups, depth, skip);
                break;
            default:
                Tile<Height6, TVectors>(v, u, start, m, groups, depth, skip);
                break;
        }
    }

    /// <summary>The sums of groups and a panel of one or two vectors; 8 channels a step.</summary>
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tile<THeight, TVectors>(short* v, short* u, int* start, int* m, int groups, int depth, nint skip)
        where THeight : struct, ITileHeight
        where TVectors : struct, ITileHeight
    {
        for (; groups > 0; groups--, v += skip * THeight.Height, m += 8 * TVectors.Height * THeight.Height)
        {
            Vector256<int> a0 = Vector256.Load(start), a1 = a0, a2 = a0, a3 = a0, a4 = a0, a5 = a0;
            Vector256<int> b0 = Vector256.Load(start + 8), b1 = b0, b2 = b0, b3 = b0, b4 = b0, b5 = b0;
            short* w = u;
            for (int channels = depth; channels > 0; channels -= 8, v += 8 * THeight.Height, w += 64 * TVectors.Height)
            {
                Pair<THeight, TVectors>(ref a0, ref b0, ref a1, ref b1, ref a2, ref b2, ref a3, ref b3, ref a4, ref b4, ref a5, ref b5, v, w);
                Pair<THeight, TVectors>(ref a0, ref b0, ref a1, ref b1, ref a2, ref b2, ref a3, ref b3, ref a4, ref b4, ref a5, ref b5, v + 2, w + 16 * TVectors.Height);
                Pair<THeight, TVectors>(ref a0, ref b0, ref a1, ref b1, ref a2, ref b2, ref a3, ref b3, ref a4, ref b4, ref a5, ref b5, v + 4, w + 32 * TVectors.Height);
                Pair<THeight, TVectors>(ref a0, ref b0, ref a1, ref b1, ref a2, ref b2, ref a3, ref b3, ref a4, ref b4, ref a5, ref b5, v + 6, w + 48 * TVectors.Height);
            }
            Store<TVectors>(m, 0, a0, b0);
            if (THeight.Height > 1)
                Store<TVectors>(m, 1, a1, b1);
            if (THeight.Height > 2)
                Store<TVectors>(m, 2, a2, b2);
            if (THeight.Height > 3)
                Store<TVectors>(m, 3, a3, b3);
            if (THeight.Height > 4)
                Store<TVectors>(m, 4, a4, b4);
            if (THeight.Height > 5)
                Store<TVectors>(m, 5, a5, b5);
        }
    }

    /// <summary>Two channels, at constant distances: an index would be worth an instruction a load.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void Pair<THeight, TVectors>(ref Vector256<int> a0, ref Vector256<int> b0, ref Vector256<int> a1, ref Vector256<int> b1, ref Vector256<int> a2, ref Vector256<int> b2, ref Vector256<int> a3, ref Vector256<int> b3, ref Vector256<int> a4, ref Vector256<int> b4, ref Vector256<int> a5, ref Vector256<int> b5, short* v, short* u)
        where THeight : struct, ITileHeight
        where TVectors : struct, ITileHeight
    {
        Vector256<short> w0 = Vector256.Load(u), w1 = TVectors.Height > 1 ? Vector256.Load(u + 16) : w0;
        MultiplyAdd<TVectors>(ref a0, ref b0, v, w0, w1);
        if (THeight.Height > 1)
            MultiplyAdd<TVectors>(ref a1, ref b1, v + 8, w0, w1);
        if (THeight.Height > 2)
            MultiplyAdd<TVectors>(ref a2, ref b2, v + 16, w0, w1);
        if (THeight.Height > 3)
            MultiplyAdd<TVectors>(ref a3, ref b3, v + 24, w0, w1);
        if (THeight.Height > 4)
            MultiplyAdd<TVectors>(ref a4, ref b4, v + 32, w0, w1);
        if (THeight.Height > 5)
            MultiplyAdd<TVectors>(ref a5, ref b5, v + 40, w0, w1);
    }

    [MethodImpl(AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(ref Vector256<int> a, ref Vector256<int> b, short* v, Vector256<short> w0, Vector256<short> w1)
        where TVectors : struct, ITileHeight
    {
        Vector256<short> x = Avx2.BroadcastScalarToVector256((int*)v).AsInt16();
        a = Avx2.Add(a, Avx2.MultiplyAddAdjacent(x, w0));
        if (TVectors.Height > 1)
            b = Avx2.Add(b, Avx2.MultiplyAddAdjacent(x, w1));
    }

    [MethodImpl(AggressiveInlining)]
    private static void Store<TVectors>(int* m, int tile, Vector256<int> a, Vector256<int> b)
        where TVectors : struct, ITileHeight
    {
        a.Store(m + 8 * TVectors.Height * tile);
        if (TVectors.Height > 1)
            b.Store(m + (8 * TVectors.Height * tile + 8));
    }

    [MethodImpl(AggressiveInlining)]
    internal static Vector256<short> Widen(byte* source) => Avx2.ConvertToVector256Int16(source);

    /// <summary>B^T of 6 vectors, modulo 2^16 in between.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void Values(Vector256<short> a, Vector256<short> b, Vector256<short> c, Vector256<short> d, Vector256<short> e, Vector256<short> f, out Vector256<short> v0, out Vector256<short> v1, out Vector256<short> v2, out Vector256<short> v3, out Vector256<short> v4, out Vector256<short> v5)
    {
        Vector256<short> even = e - c, odd = (d - b) << 1;
        v0 = ((a - c) << 2) + even;
        v3 = even + odd;
        v4 = even - odd;
        v5 = f - d - (odd << 1);
        Vector256<short> even4 = (c << 2) - e, odd4 = (b << 2) - d;
        v1 = odd4 + even4;
        v2 = odd4 - even4;
    }

    private struct Form : IAvx2WinogradForm
    {
        public static int Side => 6;

        [MethodImpl(AggressiveInlining)]
        public static void Values(byte* m, nint stride, out Vector256<int> y0, out Vector256<int> y1, out Vector256<int> y2, out Vector256<int> y3)
        {
            byte* lower = m + 3 * stride;
            Vector256<int> b = Vector256.Load((int*)(m + stride)), c = Vector256.Load((int*)(m + 2 * stride)), s = b + c, t = b - c;
            Vector256<int> d = Vector256.Load((int*)lower), e = Vector256.Load((int*)(lower + stride)), u = d + e, w = (d - e) << 1;
            y0 = Vector256.Load((int*)m) + s + u;
            y1 = t + w;
            y2 = s + (u << 2);
            y3 = t + ((w + Vector256.Load((int*)(lower + 2 * stride))) << 2);
        }
    }
}
