#nullable enable
using System;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Winograd F(4x4, 3x3) for Cortex-A72 on both of its multipliers: of 20 outputs, 16 in vectors by smlal and 4 in general registers by madd, whose pipe
/// is idle otherwise; 5 products a cycle if the core takes 2.7 instructions a cycle.
/// The rule: 16 accumulators of each kind, and 8 general registers for one channel of 4 tiles and 4 outputs; nothing is spilled.
/// U is [channel][lane], lanes are outputs, the last 4 the general ones. Panels of fewer lanes go the way of <see cref="NeonWinograd4"/>.
/// </summary>
internal unsafe struct NeonMixedWinograd4 : IWinograd4
{
    public static int PanelOutputs => 20;

    public static int Width(int outputs) => NeonWinograd4.Width(outputs);

    public static int Lane(int output, int width) => output;

    public static int Interleave => 1;

    public static int Group(int tiles) => NeonWinograd4.Group(tiles);

    public static void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p) =>
        NeonWinograd4.Input(window, v, planeStride, blockStride, depth, in p);

    public static void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip)
    {
        if (width < 20)
            NeonWinograd4.Products(v, u, start, m, tiles, groups, width, depth, skip);
        else if (tiles == 4)
            Tile<Height4>(v, u, start, m, groups, depth, skip);
        else if (tiles == 3)
            Tile<Height3>(v, u, start, m, groups, depth, skip);
        else if (tiles == 2)
            Tile<Height2>(v, u, start, m, groups, depth, skip);
        else
            Tile<Height1>(v, u, start, m, groups, depth, skip);
    }

    public static void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p) =>
        NeonWinograd4.Output(m, planeStride, scale, output, rowStride, channels, in p);

    // 4 x 20: 343 instructions for 640 products: 128 smlal, 128 madd, 64 ldrsh, 18 ldp, 5 of loop.
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tile<THeight>(short* v, short* u, int* start, int* m, int groups, int depth, nint skip)
        where THeight : struct, ITileHeight
    {
        for (; groups > 0; groups--, v += skip * THeight.Height, m += 20 * THeight.Height)
        {
            Vector128<int> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4), a2 = Vector128.Load(start + 8), a3 = Vector128.Load(start + 12);
            Vector128<int> b0 = a0, b1 = a1, b2 = a2, b3 = a3, c0 = a0, c1 = a1, c2 = a2, c3 = a3, d0 = a0, d1 = a1, d2 = a2, d3 = a3;
            int e0 = start[16], e1 = start[17], e2 = start[18], e3 = start[19];
            int f0 = e0, f1 = e1, f2 = e2, f3 = e3, g0 = e0, g1 = e1, g2 = e2, g3 = e3, h0 = e0, h1 = e1, h2 = e2, h3 = e3;
            Vector64<short> w0, w1, w2, w3;
            int s0, s1, s2, s3;
            short* w = u;
            for (int channels = depth; channels > 0; channels -= 8)
            {
                Vector128<short> x0 = Vector128.Load(v), x1 = x0, x2 = x0, x3 = x0;
                if (THeight.Height > 1)
                    x1 = Vector128.Load(v + 8);
                if (THeight.Height > 2)
                    x2 = Vector128.Load(v + 16);
                if (THeight.Height > 3)
                    x3 = Vector128.Load(v + 24);
                w0 = Vector64.Load(w + 0);
                w1 = Vector64.Load(w + 4);
                w2 = Vector64.Load(w + 8);
                w3 = Vector64.Load(w + 12);
                (s0, s1, s2, s3) = (w[16], w[17], w[18], w[19]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[0], w0, w1, w2, w3, s0, s1, s2, s3, 0);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[8], w0, w1, w2, w3, s0, s1, s2, s3, 0);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[16], w0, w1, w2, w3, s0, s1, s2, s3, 0);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[24], w0, w1, w2, w3, s0, s1, s2, s3, 0);
                w0 = Vector64.Load(w + 20);
                w1 = Vector64.Load(w + 24);
                w2 = Vector64.Load(w + 28);
                w3 = Vector64.Load(w + 32);
                (s0, s1, s2, s3) = (w[36], w[37], w[38], w[39]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[1], w0, w1, w2, w3, s0, s1, s2, s3, 1);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[9], w0, w1, w2, w3, s0, s1, s2, s3, 1);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[17], w0, w1, w2, w3, s0, s1, s2, s3, 1);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[25], w0, w1, w2, w3, s0, s1, s2, s3, 1);
                w0 = Vector64.Load(w + 40);
                w1 = Vector64.Load(w + 44);
                w2 = Vector64.Load(w + 48);
                w3 = Vector64.Load(w + 52);
                (s0, s1, s2, s3) = (w[56], w[57], w[58], w[59]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[2], w0, w1, w2, w3, s0, s1, s2, s3, 2);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[10], w0, w1, w2, w3, s0, s1, s2, s3, 2);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[18], w0, w1, w2, w3, s0, s1, s2, s3, 2);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[26], w0, w1, w2, w3, s0, s1, s2, s3, 2);
                w0 = Vector64.Load(w + 60);
                w1 = Vector64.Load(w + 64);
                w2 = Vector64.Load(w + 68);
                w3 = Vector64.Load(w + 72);
                (s0, s1, s2, s3) = (w[76], w[77], w[78], w[79]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[3], w0, w1, w2, w3, s0, s1, s2, s3, 3);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[11], w0, w1, w2, w3, s0, s1, s2, s3, 3);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[19], w0, w1, w2, w3, s0, s1, s2, s3, 3);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[27], w0, w1, w2, w3, s0, s1, s2, s3, 3);
                w0 = Vector64.Load(w + 80);
                w1 = Vector64.Load(w + 84);
                w2 = Vector64.Load(w + 88);
                w3 = Vector64.Load(w + 92);
                (s0, s1, s2, s3) = (w[96], w[97], w[98], w[99]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[4], w0, w1, w2, w3, s0, s1, s2, s3, 4);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[12], w0, w1, w2, w3, s0, s1, s2, s3, 4);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[20], w0, w1, w2, w3, s0, s1, s2, s3, 4);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[28], w0, w1, w2, w3, s0, s1, s2, s3, 4);
                w0 = Vector64.Load(w + 100);
                w1 = Vector64.Load(w + 104);
                w2 = Vector64.Load(w + 108);
                w3 = Vector64.Load(w + 112);
                (s0, s1, s2, s3) = (w[116], w[117], w[118], w[119]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[5], w0, w1, w2, w3, s0, s1, s2, s3, 5);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[13], w0, w1, w2, w3, s0, s1, s2, s3, 5);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[21], w0, w1, w2, w3, s0, s1, s2, s3, 5);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[29], w0, w1, w2, w3, s0, s1, s2, s3, 5);
                w0 = Vector64.Load(w + 120);
                w1 = Vector64.Load(w + 124);
                w2 = Vector64.Load(w + 128);
                w3 = Vector64.Load(w + 132);
                (s0, s1, s2, s3) = (w[136], w[137], w[138], w[139]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[6], w0, w1, w2, w3, s0, s1, s2, s3, 6);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[14], w0, w1, w2, w3, s0, s1, s2, s3, 6);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[22], w0, w1, w2, w3, s0, s1, s2, s3, 6);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[30], w0, w1, w2, w3, s0, s1, s2, s3, 6);
                w0 = Vector64.Load(w + 140);
                w1 = Vector64.Load(w + 144);
                w2 = Vector64.Load(w + 148);
                w3 = Vector64.Load(w + 152);
                (s0, s1, s2, s3) = (w[156], w[157], w[158], w[159]);
                MultiplyAdd(ref a0, ref a1, ref a2, ref a3, ref e0, ref e1, ref e2, ref e3, x0, v[7], w0, w1, w2, w3, s0, s1, s2, s3, 7);
                if (THeight.Height > 1)
                    MultiplyAdd(ref b0, ref b1, ref b2, ref b3, ref f0, ref f1, ref f2, ref f3, x1, v[15], w0, w1, w2, w3, s0, s1, s2, s3, 7);
                if (THeight.Height > 2)
                    MultiplyAdd(ref c0, ref c1, ref c2, ref c3, ref g0, ref g1, ref g2, ref g3, x2, v[23], w0, w1, w2, w3, s0, s1, s2, s3, 7);
                if (THeight.Height > 3)
                    MultiplyAdd(ref d0, ref d1, ref d2, ref d3, ref h0, ref h1, ref h2, ref h3, x3, v[31], w0, w1, w2, w3, s0, s1, s2, s3, 7);
                v += 8 * THeight.Height;
                w += 160;
            }
            Store(m, a0, a1, a2, a3, e0, e1, e2, e3);
            if (THeight.Height > 1)
                Store(m + 20, b0, b1, b2, b3, f0, f1, f2, f3);
            if (THeight.Height > 2)
                Store(m + 40, c0, c1, c2, c3, g0, g1, g2, g3);
            if (THeight.Height > 3)
                Store(m + 60, d0, d1, d2, d3, h0, h1, h2, h3);
        }
    }

    /// <summary>Element <paramref name="i"/> of a tile's inputs times 20 weights, vectors and general registers in turn.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void MultiplyAdd(ref Vector128<int> a0, ref Vector128<int> a1, ref Vector128<int> a2, ref Vector128<int> a3, ref int e0, ref int e1, ref int e2, ref int e3, Vector128<short> x, int y, Vector64<short> w0, Vector64<short> w1, Vector64<short> w2, Vector64<short> w3, int s0, int s1, int s2, int s3, [ConstantExpected(Max = (byte)7)] byte i)
    {
        a0 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(a0, w0, x, i);
        e0 += y * s0;
        a1 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(a1, w1, x, i);
        e1 += y * s1;
        a2 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(a2, w2, x, i);
        e2 += y * s2;
        a3 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(a3, w3, x, i);
        e3 += y * s3;
    }

    [MethodImpl(AggressiveInlining)]
    private static void Store(int* m, Vector128<int> s0, Vector128<int> s1, Vector128<int> s2, Vector128<int> s3, int e0, int e1, int e2, int e3)
    {
        s0.Store(m);
        s1.Store(m + 4);
        s2.Store(m + 8);
        s3.Store(m + 12);
        m[16] = e0;
        m[17] = e1;
        m[18] = e2;
        m[19] = e3;
    }
}
