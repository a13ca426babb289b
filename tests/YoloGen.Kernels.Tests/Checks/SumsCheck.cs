#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Everything that works on raw sums, and sums of activations, against the portable kernels.</summary>
internal static unsafe class SumsCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int width = dice.Next(1, 9), channels = dice.Pick(dice.Next(1, 19), dice.Next(20, 70));
        int sumStride = channels + dice.Pick(0, 3), outputStride = channels + dice.Pick(0, 5);
        var sums = new int[sumStride * width];
        foreach (ref int sum in sums.AsSpan())
            sum = dice.Pick(dice.Next(-100000, 100000), int.MaxValue, int.MinValue, dice.Next(-9, 9));
        var addend = new int[channels];
        var zeros = new int[channels];
        var scale = new float[channels];
        var bias = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            addend[c] = dice.Next(-100000, 100000);
            zeros[c] = dice.Next(-255, 255);
            scale[c] = dice.Pick(0, 1) == 0 ? 0.5f : dice.Float(1e-4f, 1e-1f);
            bias[c] = dice.Float(-9, 9);
        }
        var windows = new int[width];
        foreach (ref int window in windows.AsSpan())
            window = dice.Next(0, 300000);
        bool withWindows = dice.Next(0, 1) == 0, withBias = dice.Next(0, 1) == 0;

        int outer = dice.Next(1, 3), inner = dice.Next(1, 3), depth = dice.Next(1, 70), pixelStride = depth + dice.Pick(0, 3);
        nint rowStride = (nint)pixelStride * (2 * width + inner);
        using var input = new Buffer(rowStride * outer + (nint)channels * width * 2 + 1000);
        dice.Activations(input.All);
        var p = new ConvParams
        {
            PixelStep = 2 * pixelStride,
            Outer = outer,
            OuterStride = rowStride,
            Inner = inner,
            InnerStride = pixelStride,
            Depth = depth,
            OutputPixelStride = outputStride,
            OutputZero = dice.Next(0, 255),
            Min = dice.Pick(0, 0, 17),
            Max = dice.Pick(255, 255, 200),
        };
        int gatherDepth = dice.Next(1, 40), gatherColumns = dice.Next(1, 19);
        bool transposed = dice.Next(0, 1) == 0;
        for (int operation = 0; operation < 6; operation++)
            ConvCheck.Compare(Row<PortableKernels>(operation), Row<TKernels>(operation), $"seed {seed}, operation {operation}: {width}x{channels}, window {outer}x{inner}x{depth}");

        byte[] Row<T>(int operation)
            where T : struct, IKernels
        {
            using var source = new Buffer(sums.Length * 4);
            using var output = new Buffer(Math.Max(outputStride * width * 4, gatherDepth * gatherColumns + 4 * gatherColumns + 4));
            sums.CopyTo(new Span<int>(source.Start, sums.Length));
            fixed (int* pAddend = addend, pZeros = zeros, pWindows = windows)
            fixed (float* pScale = scale, pBias = bias)
            {
                switch (operation)
                {
                    case 0:
                        T.AdjustSumsRow((int*)source.Start, sumStride * 4, width, channels, pAddend, withWindows ? pWindows : null, withWindows ? pZeros : null);
                        return source.All.ToArray();
                    case 1:
                        T.RequantizeSumsRow((int*)source.Start, sumStride * 4, output.Start, width, channels, pScale, in p);
                        break;
                    case 2:
                        T.DequantizeSumsRow((int*)source.Start, sumStride * 4, (float*)output.Start, outputStride * 4, width, channels, pScale, withBias ? pBias : null);
                        break;
                    case 3:
                        T.WindowSumRow(input.Start, (int*)output.Start, width, in p);
                        break;
                    case 4:
                        new Span<int>(output.Start, channels).Fill(-77);
                        T.SumPixelsRow(input.Start, channels + 1, width, channels, (int*)output.Start);
                        break;
                    default:
                        nint start = (gatherDepth * gatherColumns + 3) & ~3;
                        T.GatherColumns(input.Start, transposed ? 1 : gatherColumns, transposed ? gatherDepth : 1, (sbyte*)output.Start, gatherColumns, gatherDepth, (int*)(output.Start + start));
                        break;
                }
            }
            return output.All.ToArray();
        }
    }
}
