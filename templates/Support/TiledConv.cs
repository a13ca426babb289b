#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// The loops around a convolution in tiles of 4 x 4 outputs. Rows at the bottom and columns at the right that fill no tile are computed by the direct
/// kernel: a column as a row whose pixels lie a row of the input apart.
/// </summary>
internal static unsafe class TiledConv
{
    private const int Side = 4;

    /// <summary>Bytes of packed weights; none for kernel 0, the direct one.</summary>
    public static nuint PackedBytes<K>(int kernel, int outputs, int depth)
        where K : struct, IKernels => kernel == 0 ? 0 : Line(K.TilePackedBytes(kernel, outputs, depth));

    /// <summary>Packs and returns the byte behind; where the weights do not allow tiles, the layer goes back to the direct kernel.</summary>
    public static byte* Pack<K>(byte* packed, ref byte kernel, byte* weights, byte* bias, byte* scale, int outputs, int depth)
        where K : struct, IKernels
    {
        int chosen = kernel;
        if (chosen != 0 && !K.PackTiles(chosen, packed, (sbyte*)weights, outputs, depth, (int*)bias, (float*)scale))
            kernel = 0;
        return packed + PackedBytes<K>(chosen, outputs, depth);
    }

    /// <summary>Bytes of transformed inputs of a block.</summary>
    public static nuint InputBytes<K>(int kernel, int tiles, int depth)
        where K : struct, IKernels => kernel == 0 ? 0 : Line(K.TileInputBytes(kernel, tiles, depth));

    /// <summary>Bytes of a thread's products of a block.</summary>
    public static nuint OutputBytes<K>(int kernel, int tiles, int outputs)
        where K : struct, IKernels => kernel == 0 ? 0 : Line(K.TileOutputBytes(kernel, tiles, outputs));

    /// <summary>All of some rows by one thread: whole rows of tiles, and the columns right of them, or single rows.</summary>
    public static void Rows<K>(int kernel, byte* x, byte* tiles, byte* direct, byte* y, byte* v, byte* m, int row, int rowEnd, bool areTiles, in TileParams t, in ConvParams p)
        where K : struct, IKernels
    {
        x += row * t.Stride * p.OuterStride;
        y += row * t.OutputRow;
        int rows = rowEnd - row, whole = areTiles ? rows / Side : 0, across = t.Width / Side;
        if (whole > 0)
        {
            K.TileInput(kernel, x, v, whole, across, 0, whole * across, t.Depth, in p);
            K.TileOutputs(kernel, v, tiles, y, t.OutputRow, m, whole, across, 0, K.TilePanels(kernel, t.Outputs), t.Outputs, t.Depth, in p);
        }
        Direct<K>(x, direct, y, whole * Side, rows, 0, Panels<K>(t.Outputs), in t, in p);
    }

    /// <summary>A thread's share of the transformed inputs of the whole map, which lie strip after strip.</summary>
    public static void Input<K>(int kernel, byte* x, byte* v, int part, int parts, in TileParams t, in ConvParams p)
        where K : struct, IKernels
    {
        int down = t.Height / Side, across = t.Width / Side, strip = t.Strip * across;
        (int begin, int end) = Part.Rows(down * across, part, parts);
        for (int first = begin / strip * strip; first < end; first += strip)
        {
            int rows = Math.Min(t.Strip, down - first / across);
            byte* input = x + first / across * Side * t.Stride * p.OuterStride;
            K.TileInput(kernel, input, v + Strip<K>(kernel, first / strip, in t), rows, across, Math.Max(begin - first, 0), Math.Min(end - first, rows * across), t.Depth, in p);
        }
    }

    /// <summary>A thread's share of the outputs of the whole map, in units of a panel and a strip; all inputs are transformed.</summary>
    public static void Outputs<K>(int kernel, byte* x, byte* tiles, byte* direct, byte* y, byte* v, byte* m, int part, int parts, in TileParams t, in ConvParams p)
        where K : struct, IKernels
    {
        int down = t.Height / Side, across = t.Width / Side, strips = (down + t.Strip - 1) / t.Strip;
        (int begin, int end) = Part.Rows(K.TilePanels(kernel, t.Outputs) * strips, part, parts);
        for (int unit = begin; unit < end;)
        {
            // Units of one strip that follow each other, where there is one strip only, go together: the kernel shares memory between panels.
            int panel = unit / strips, strip = unit % strips, some = strips == 1 ? end - unit : 1, row = strip * t.Strip;
            byte* output = y + row * Side * t.OutputRow;
            K.TileOutputs(
                kernel, v + Strip<K>(kernel, strip, in t), tiles, output, t.OutputRow, m, Math.Min(t.Strip, down - row), across, panel, panel + some, t.Outputs, t.Depth, in p);
            unit += some;
        }

        // From the other end, so that a thread that has a unit more of tiles has one less of these.
        (begin, end) = Part.Rows(Panels<K>(t.Outputs), parts - 1 - part, parts);
        Direct<K>(x, direct, y, down * Side, t.Height, begin, end, in t, in p);
    }

    /// <summary>Where the transformed inputs of a strip begin.</summary>
    private static nint Strip<K>(int kernel, int strip, in TileParams t)
        where K : struct, IKernels => strip * (nint)InputBytes<K>(kernel, t.Strip * (t.Width / Side), t.Depth);

    /// <summary>Some panels of the columns right of the tiles in rows 0 to <paramref name="tiled"/>, and of whole rows from there to <paramref name="rows"/>.</summary>
    private static void Direct<K>(byte* x, byte* packed, byte* y, int tiled, int rows, int beginPanel, int endPanel, in TileParams t, in ConvParams p)
        where K : struct, IKernels
    {
        int across = t.Width / Side * Side;
        if (tiled == rows && across == t.Width)
            return;
        nint panelBytes = (nint)K.ConvPanelBytes(p.Outer, p.Inner, p.Depth);
        ConvParams down = p;
        down.PixelStep = t.Stride * p.OuterStride;
        down.OutputPixelStride = t.OutputRow;
        for (int panel = beginPanel; panel < endPanel; panel++)
        {
            int c = panel * K.ConvColumns, count = Math.Min(K.ConvColumns, t.Outputs - c);
            byte* weights = packed + panel * panelBytes;
            for (int column = across; column < t.Width && tiled > 0; column++)
                K.ConvRow(x + column * p.PixelStep, weights, y + column * p.OutputPixelStride + c, tiled, count, in down);
            for (int row = tiled; row < rows; row++)
                K.ConvRow(x + row * t.Stride * p.OuterStride, weights, y + row * t.OutputRow + c, t.Width, count, in p);
        }
    }

    private static int Panels<K>(int outputs)
        where K : struct, IKernels => (outputs + K.ConvColumns - 1) / K.ConvColumns;

    private static nuint Line(nuint bytes) => bytes + 63 & ~(nuint)63;
}
