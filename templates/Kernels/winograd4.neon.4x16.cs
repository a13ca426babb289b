#nullable enable
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Winograd F(4x4, 3x3) for Cortex-A72: products of 4 tiles x 16 outputs by smlal with an element, 4 a cycle, which is what its one multiplying pipe gives.
/// The rule: 16 accumulators, 4 vectors of inputs (8 channels of a tile each) and 4 of weights; weights are 64-bit loads, of which pairs become ldp, since
/// half of a 128-bit load costs a move. U is [channel][lane]; lanes are outputs. A product of 16-bit values is at most 18432 * 17340; sums may wrap.
/// Groups of 4 tiles, of 3 at the end, so that only blocks of 1, 2 and 5 tiles have smaller ones. The last panel takes 4, 8 or 12 lanes where that is enough.
/// </summary>
internal unsafe partial struct NeonWinograd4 : IWinograd4
{
    public static int PanelOutputs => 16;

    public static int Width(int outputs) => (outputs + 3) & ~3;

    public static int Lane(int output, int width) => output;

    public static int Interleave => 1;

    public static int Group(int tiles) => tiles is 5 or 6 or 9 ? 3 : tiles < 4 ? tiles : 4;

    public static void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip)
    {
        if (width == 16)
            Products<Height4>(v, u, start, m, tiles, groups, depth, skip);
        else if (width == 12)
            Products<Height3>(v, u, start, m, tiles, groups, depth, skip);
        else if (width == 8)
            Products<Height2>(v, u, start, m, tiles, groups, depth, skip);
        else
            Products<Height1>(v, u, start, m, tiles, groups, depth, skip);
    }

    private static void Products<TVectors>(short* v, short* u, int* start, int* m, int tiles, int groups, int depth, nint skip)
        where TVectors : struct, ITileHeight
    {
        if (tiles == 4)
            Tile<Height4, TVectors>(v, u, start, m, groups, depth, skip);
        else if (tiles == 3)
            Tile<Height3, TVectors>(v, u, start, m, groups, depth, skip);
        else if (tiles == 2)
            Tile<Height2, TVectors>(v, u, start, m, groups, depth, skip);
        else
            Tile<Height1, TVectors>(v, u, start, m, groups, depth, skip);
    }

    // 4 x 16: 151 instructions for 512 products: 18 ldp, 128 smlal, 5 of loop.
    [MethodImpl(AggressiveOptimization | NoInlining)]
    private static void Tile<THeight, TVectors>(short* v, short* u, int* start, int* m, int groups, int depth, nint skip)
        where THeight : struct, ITileHeight
        where TVectors : struct, ITileHeight
    {
        for (; groups > 0; groups--, v += skip * THeight.Height, m += 4 * TVectors.Height * THeight.Height)
        {
            Vector128<int> a0 = Vector128.Load(start), a1 = Vector128.Load(start + 4), a2 = Vector128.Load(start + 8), a3 = Vector128.Load(start + 12);
            Vector128<int> b0 = a0, b1 = a1, b2 = a2, b3 = a3, c0 = a0, c1 = a1, c2 = a2, c3 = a3, d0 = a0, d1 = a1, d2 = a2, d3 = a3;
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
                v += 8 * THeight.Height;
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 0);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 1);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 2);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 3);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 4);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 5);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 6);
                Channel<THeight, TVectors>(ref a0, ref a1, ref a2, ref a3, ref b0, ref b1, ref b2, ref b3, ref c0, ref c1, ref c2, ref c3, ref d0, ref d1, ref d2, ref d3, x0, x1, x2, x3, w, 7);
                w += 32 * TVectors.Height;
            }
            Store<TVectors>(m, 0, a0, a1, a2, a3);
            if (THeight.Height > 1)
                Store<TVectors>(m, 1, b0, b1, b2, b3);
            if (THeight.Height > 2)
                Store<TVectors>(m, 2, c0, c1, c2, c3);
            if (THeight.Height > 3)
                Store<TVectors>(m, 3, d0, d1, d2, d3);
        }
    }

    /// <summary>One input channel: element <paramref name="i"/> of each tile's inputs times the lanes' weights.</summary>
    [MethodImpl(AggressiveInlining)]
    private static void Channel<THeight, TVectors>(ref Vector128<int> a0, ref Vector128<int> a1, ref Vector128<int> a2, ref Vector128<int> a3, ref Vector128<int> b0, ref Vector128<int> b1, ref Vector128<int> b2, ref Vector128<int> b3, ref Vector128<int> c0, ref Vector128<int> c1, ref Vector128<int> c2, ref Vector128<int> c3, ref Vector128<int> d0, ref Vector128<int> d1, ref Vector128<int> d2, ref Vector128<int> d3, Vector128<short> x0, Vector128<short> x1, Vector128<short> x2, Vector128<short> x3, short* u, [ConstantExpected(Max = (byte)7)] byte i)
        where THeight : struct, ITileHeight
        where TVectors : struct, ITileHeight
    {
        Vector64<short> w0 = Vector64.Load(u + 4 * TVectors.Height * i), w1 = w0, w2 = w0, w3 = w0;
        if (TVectors.Height > 1)
            w1 = Vector64.Load(u + (4 * TVectors.Height * i + 4));
        if (TVectors.Height > 2)
            w2 = Vector64.Load(u + (4 * TVectors.Height * i + 8));
        if (TVectors.Height > 3)
            w3 = Vector64.Load(u + (4 * TVectors.Height * i + 12));
        MultiplyAdd<TVectors>(ref a0, ref a1, ref a2, ref a3, w0, w1, w2, w3, x0, i);
        if (THeight.Height > 1)
            MultiplyAdd<TVectors>(ref b0, ref b1, ref b2, ref b3, w0, w1, w2, w3, x1, i);
        if (THeight.Height > 2)
            MultiplyAdd<TVectors>(ref c0, ref c1, ref c2, ref c3, w0, w1, w2, w3, x2, i);
        if (THeight.Height > 3)
            MultiplyAdd<TVectors>(ref d0, ref d1, ref d2, ref d3, w0, w1, w2, w3, x3, i);
    }

    [MethodImpl(AggressiveInlining)]
    private static void MultiplyAdd<TVectors>(ref Vector128<int> s0, ref Vector128<int> s1, ref Vector128<int> s2, ref Vector128<int> s3, Vector64<short> w0, Vector64<short> w1, Vector64<short> w2, Vector64<short> w3, Vector128<short> x, [ConstantExpected(Max = (byte)7)] byte i)
        where TVectors : struct, ITileHeight
    {
        s0 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(s0, w0, x, i);
        if (TVectors.Height > 1)
            s1 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(s1, w1, x, i);
        if (TVectors.Height > 2)
            s2 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(s2, w2, x, i);
        if (TVectors.Height > 3)
            s3 = AdvSimd.MultiplyBySelectedScalarWideningLowerAndAdd(s3, w3, x, i);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Store<TVectors>(int* m, int tile, Vector128<int> s0, Vector128<int> s1, Vector128<int> s2, Vector128<int> s3)
        where TVectors : struct, ITileHeight
    {
        m += 4 * TVectors.Height * tile;
        s0.Store(m);
        if (TVectors.Height > 1)
            s1.Store(m + 4);
        if (TVectors.Height > 2)
            s2.Store(m + 8);
        if (TVectors.Height > 3)
            s3.Store(m + 12);
    }
}
