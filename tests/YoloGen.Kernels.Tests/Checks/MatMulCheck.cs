#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>
/// The product of two activation matrices, as the layers put it together (gather, pack, raw sums, window sums, adjustment, requantization),
/// against the sum over (a - zeroA) * (b - zeroB) written out.
/// </summary>
internal static unsafe class MatMulCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int rows = dice.Next(1, 9), depth = dice.Next(1, 70), columns = dice.Next(1, TKernels.ConvColumns + 3), zeroA = dice.Next(0, 255), zeroB = dice.Next(0, 255);
        bool transposed = dice.Next(0, 1) == 0;
        using var a = new Buffer(rows * depth);
        using var b = new Buffer(depth * columns);
        dice.Activations(a.All);
        dice.Activations(b.All);
        nint depthStride = transposed ? 1 : columns, columnStride = transposed ? depth : 1;
        float scale = dice.Float(1e-4f, 1e-2f);
        var p = new ConvParams { PixelStep = depth, Outer = 1, Inner = 1, Depth = depth, OutputPixelStride = columns, OutputZero = dice.Next(0, 255), Max = 255 };

        var expected = new byte[rows * columns];
        for (int i = 0; i < expected.Length; i++)
        {
            int sum = 0;
            for (int k = 0; k < depth; k++)
                sum += (a.Start[i / columns * depth + k] - zeroA) * (b.Start[k * depthStride + i % columns * columnStride] - zeroB);
            expected[i] = Requantize.Sum(sum, scale, p.OutputZero, 0, 255);
        }

        var actual = new byte[rows * columns];
        var weights = new sbyte[depth * columns];
        int[] columnSums = new int[columns], bias = new int[columns], weightZero = new int[columns], windows = new int[rows], sums = new int[rows * columns], none = new int[columns];
        var scales = new float[columns];
        scales.AsSpan().Fill(scale);
        weightZero.AsSpan().Fill(zeroB - 128);
        using var panel = new Buffer((nint)TKernels.ConvPanelBytes(1, 1, depth));
        fixed (sbyte* w = weights)
        fixed (int* pColumnSums = columnSums, pBias = bias, pZero = weightZero, pWindows = windows, pSums = sums, pNone = none)
        fixed (float* pScale = scales)
        fixed (byte* y = actual)
        {
            TKernels.GatherColumns(b.Start, depthStride, columnStride, w, columns, depth, pColumnSums);
            for (int c = 0; c < columns; c++)
                bias[c] = -zeroA * columnSums[c] + depth * zeroA * (zeroB - 128);
            ConvParams raw = p;
            raw.OutputPixelStride = columns * 4;
            for (int c = 0; c < columns; c += TKernels.ConvColumns)
            {
                int some = Math.Min(TKernels.ConvColumns, columns - c);
                TKernels.PackConvPanel(panel.Start, w + c * depth, some, 1, 1, depth, pBias + c, null);
                TKernels.ConvRowInt32(a.Start, panel.Start, pSums + c, rows, some, in raw);
            }
            TKernels.WindowSumRow(a.Start, pWindows, rows, in p);
            TKernels.AdjustSumsRow(pSums, columns * 4, rows, columns, pNone, pWindows, pZero);
            TKernels.RequantizeSumsRow(pSums, columns * 4, y, rows, columns, pScale, in p);
        }
        ConvCheck.Compare([.. new byte[256], .. expected], [.. new byte[256], .. actual], $"seed {seed}: {rows}x{depth} by {depth}x{columns}");
    }
}
