#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Exact 3x3 convolutions of bytes with stride 1 by Winograd's F(4x4, 3x3) (Lavin and Gray 2015) in integers: 36 products for 16 outputs instead of 144.
/// Strides of 2 go the same way by F(4x4, 2x2), with the numbers of <see cref="WinogradForm"/>.
/// <code>
/// V = B^T d B   bytes as they are, 16 bit: |V| at most 68 * 255 = 17340
/// U = G w G^T   G is 24 times the usual one, its last row 6: 16 bit, |U| at most 144 * 128 = 18432; its row 1 is negated, and that of B^T
/// M = sum of U * V over input channels, 32 bit; it may wrap
/// A^T M A = 576 y modulo 2^32, times 954437177 (the inverse of 9) = 64 y, exact where <see cref="Winograd4Range"/> holds
/// </code>
/// float(64 y) * (scale / 64) has the bits of float(y) * scale: powers of two round nothing, and a scale so small that its quotient is subnormal gives 0 either way.
/// The bias is free: position (1, 1) counts once in each output, so its sums start with 576 * bias.
/// A block of tiles goes through three steps: inputs to V, for each position the products of V and U to M, M to bytes. Pixels in a block are whole
/// tiles; the border is part of the buffer.
/// Packed: two lines of zeros (where the other positions start), biases * 576 and scales / 64 of each panel, 36 planes of U.
/// Scratch: 36 planes of V, then 36 of M for as many panels at a time as <see cref="PanelsAtOnce"/> says. Plane strides are an odd number of cache lines,
/// so that the 36 lines that the transforms touch fall into different sets.
/// </summary>
internal static unsafe class Winograd4
{
    private const int ZeroBytes = 128;
    private const int MostRuns = 8;

    /// <summary>Multiplied by 9 it is 1 modulo 2^32.</summary>
    public const int InverseOf9 = 954437177;

    /// <summary>Panels, the unit in which <see cref="Outputs"/> can be split.</summary>
    public static int Panels<W>(int outputs)
        where W : struct, IWinograd4 => (outputs + W.PanelOutputs - 1) / W.PanelOutputs;

    /// <summary>Bytes of packed weights.</summary>
    public static nuint PackedBytes<W>(int outputs, int depth)
        where W : struct, IWinograd4 =>
        ZeroBytes + (nuint)Panels<W>(outputs) * HeaderBytes<W>() + (nuint)WinogradForm.PhasesBefore<W>(WinogradForm.Positions<W>()) * (nuint)WeightPlane<W>(outputs, depth);

    /// <summary>Bytes of V, for threads that share it.</summary>
    public static nuint InputBytes<W>(int tiles, int depth)
        where W : struct, IWinograd4 => (nuint)WinogradForm.Positions<W>() * (nuint)InputPlane<W>(tiles, depth);

    /// <summary>Bytes of M of one thread.</summary>
    public static nuint OutputBytes<W>(int tiles, int outputs)
        where W : struct, IWinograd4 => (nuint)WinogradForm.Positions<W>() * (nuint)ProductPlane<W>(tiles, PanelsAtOnce<W>(tiles, Panels<W>(outputs)));

    /// <summary>
    /// Transforms the weights [outputs, 3, 3, depth] once. A bias already holds minus the input zero point times the sum of weights. False, and nothing is
    /// written, where an output could leave the range of <see cref="Winograd4Range"/>.
    /// </summary>
    public static bool Pack<W>(byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale)
        where W : struct, IWinograd4
    {
        if (!Winograd4Range.Fits(new ReadOnlySpan<sbyte>(weights, outputs * 9 * depth), new ReadOnlySpan<int>(bias, outputs), WinogradForm.Limit<W>()))
            return false;
        new Span<byte>(packed, ZeroBytes + Panels<W>(outputs) * (int)HeaderBytes<W>()).Clear();
        nint plane = WeightPlane<W>(outputs, depth);
        for (int o = 0; o < outputs; o += W.PanelOutputs)
        {
            int some = Math.Min(W.PanelOutputs, outputs - o), width = W.Width(some);
            byte* header = Header<W>(packed, o / W.PanelOutputs);
            for (int i = 0; i < some; i++)
            {
                int lane = W.Lane(i, width);
                ((int*)header)[lane] = bias[o + i] * WinogradForm.Unit<W>();
                ((float*)header)[W.PanelOutputs + lane] = scale[o + i] / WinogradForm.Excess<W>();
            }
            WinogradWeights.PackPanel<W>(Header<W>(packed, Panels<W>(outputs)), plane, weights + 9 * (nint)depth * o, o, some, depth);
        }
        return true;
    }

    /// <summary>
    /// V of the tiles from <paramref name="first"/> to before <paramref name="end"/> of a block, row by row; threads may share a block.
    /// <paramref name="input"/> is the block's first window, top left; its strides are p.OuterStride and p.PixelStep, the latter between windows.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Input<W>(byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p)
        where W : struct, IWinograd4
    {
        int tiles = tileRows * tileColumns;
        nint plane = InputPlane<W>(tiles, depth), tileBytes = TileValues<W>(depth) * 2;
        for (int start = 0, group; start < end; start += group)
        {
            group = W.Group(tiles - start);
            for (int t = Math.Max(first, start); t < Math.Min(end, start + group); t++)
            {
                byte* window = input + t / tileColumns * 4 * W.Stride * p.OuterStride + t % tileColumns * 4 * p.PixelStep;
                W.Input(window, v + start * tileBytes + (t - start) * 16, plane, group * 16, depth, in p);
            }
        }
    }

    /// <summary>
    /// Products and outputs of all tiles of a block for the panels from <paramref name="firstPanel"/> to before <paramref name="endPanel"/>; threads share
    /// <paramref name="v"/>, and each has its own <paramref name="m"/> of <see cref="OutputBytes"/>.
    /// </summary>
    public static void Outputs<W>(byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p)
        where W : struct, IWinograd4
    {
        int tiles = tileRows * tileColumns, atOnce = PanelsAtOnce<W>(tiles, Panels<W>(outputs));
        nint plane = ProductPlane<W>(tiles, atOnce);
        for (int panel = firstPanel; panel < endPanel; panel += atOnce)
        {
            int some = Math.Min(atOnce, endPanel - panel);
            Products<W>(v, packed, m, plane, tiles, panel, some, outputs, depth);
            for (int i = 0; i < some; i++)
            {
                int o = (panel + i) * W.PanelOutputs, channels = Math.Min(W.PanelOutputs, outputs - o);
                float* scale = (float*)Header<W>(packed, panel + i) + W.PanelOutputs;
                Bytes<W>(m + i * PanelProducts<W>(tiles), plane, scale, output + o, outputRow, tileRows, tileColumns, channels, in p);
            }
        }
    }

    /// <summary>M of some panels: position by position, so that a plane of V stays in the first-level cache; a panel of U serves all groups.</summary>
    [MethodImpl(AggressiveOptimization)]
    private static void Products<W>(byte* v, byte* packed, byte* m, nint plane, int tiles, int firstPanel, int panels, int outputs, int depth)
        where W : struct, IWinograd4
    {
        int* groups = stackalloc int[2 * MostRuns];
        int runs = Runs<W>(tiles, groups);
        nint vPlane = InputPlane<W>(tiles, depth), uPlane = WeightPlane<W>(outputs, depth), tileValues = TileValues<W>(depth);
        byte* u = Header<W>(packed, Panels<W>(outputs));
        for (int position = 0; position < WinogradForm.Positions<W>(); position++, v += vPlane, m += plane)
        {
            int channels = WinogradForm.Phases<W>(position) * Depth8(depth);
            short* panel = (short*)u + (nint)firstPanel * W.PanelOutputs * channels;
            for (int i = 0; i < panels; i++)
            {
                int width = W.Width(Math.Min(W.PanelOutputs, outputs - (firstPanel + i) * W.PanelOutputs));
                int* start = (int*)(position == WinogradForm.BiasPosition<W>() ? Header<W>(packed, firstPanel + i) : packed);
                int* to = (int*)(m + i * PanelProducts<W>(tiles));
                short* from = (short*)v;
                for (int run = 0; run < 2 * runs; run += 2)
                {
                    int size = groups[run], count = groups[run + 1];
                    W.Products(from, panel, start, to, size, count, width, W.Stride == 1 ? depth : channels, tileValues - channels);
                    from += size * count * tileValues;
                    to += size * count * width;
                }
                panel += width * (nint)channels;
            }
            u += WinogradForm.Phases<W>(position) * uPlane;
        }
    }

    /// <summary>Groups of one size that follow each other, as pairs of size and count: some large ones, then one or two sizes for the rest.</summary>
    private static int Runs<W>(int tiles, int* groups)
        where W : struct, IWinograd4
    {
        int runs = 0;
        for (int left = tiles, last = 0; left > 0; left -= last)
        {
            int size = W.Group(left);
            if (size != last)
            {
                groups[2 * runs] = size;
                groups[2 * runs + 1] = 0;
                runs++;
            }
            groups[2 * runs - 1]++;
            last = size;
        }
        return runs;
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Bytes<W>(byte* m, nint plane, float* scale, byte* output, nint outputRow, int tileRows, int tileColumns, int channels, in ConvParams p)
        where W : struct, IWinograd4
    {
        int width = W.Width(channels);
        for (int row = 0; row < tileRows; row++, output += 4 * outputRow)
        {
            byte* to = output;
            for (int column = 0; column < tileColumns; column++, m += width * 4, to += 4 * p.OutputPixelStride)
                W.Output((int*)m, plane, scale, to, outputRow, channels, in p);
        }
    }

    /// <summary>Panels whose M is kept at a time: as many as keep it under 256 KiB, which leaves V the rest of a second-level cache.</summary>
    private static int PanelsAtOnce<W>(int tiles, int panels)
        where W : struct, IWinograd4 =>
        (int)Math.Clamp((256 << 10) / (WinogradForm.Positions<W>() * PanelProducts<W>(tiles)), 1, panels);

    /// <summary>Depth in whole blocks of 8.</summary>
    public static int Depth8(int depth) => (depth + 7) & ~7;

    private static nuint HeaderBytes<W>()
        where W : struct, IWinograd4 => ((nuint)W.PanelOutputs * 8 + 63) & ~(nuint)63;

    private static byte* Header<W>(byte* packed, int panel)
        where W : struct, IWinograd4 => packed + ZeroBytes + (nuint)panel * HeaderBytes<W>();

    /// <summary>Bytes of U at a position for one phase.</summary>
    private static nint WeightPlane<W>(int outputs, int depth)
        where W : struct, IWinograd4
    {
        int whole = outputs / W.PanelOutputs * W.PanelOutputs;
        return (whole + (whole == outputs ? 0 : W.Width(outputs - whole))) * (nint)Depth8(depth) * 2;
    }

    /// <summary>Values of a tile in a plane of V, as many as the position with most phases has.</summary>
    private static nint TileValues<W>(int depth)
        where W : struct, IWinograd4 => WinogradForm.Phases<W>() * (nint)Depth8(depth);

    private static nint InputPlane<W>(int tiles, int depth)
        where W : struct, IWinograd4 => OddLines(tiles * TileValues<W>(depth) * 2);

    private static nint ProductPlane<W>(int tiles, int panels)
        where W : struct, IWinograd4 => OddLines(panels * PanelProducts<W>(tiles));

    private static nint PanelProducts<W>(int tiles)
        where W : struct, IWinograd4 => tiles * (nint)W.PanelOutputs * 4;

    private static nint OddLines(nint bytes) => ((bytes + 63) >> 6 | 1) << 6;
}
