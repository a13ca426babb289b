#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Maximum and average pooling rows against the portable kernels.</summary>
internal static unsafe class PoolCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int columns = dice.Pick(1, 2, 3, 5, 13), stride = dice.Next(1, 3), dilation = columns < 5 ? dice.Next(1, 2) : 1;
        int padLeft = dice.Next(0, (columns - 1) / 2 * dilation), inputWidth = dice.Next(Math.Max(1, (columns - 1) * dilation + 1 - padLeft), 20);
        int padRight = Math.Min(padLeft, (columns - 1) / 2);
        int width = (inputWidth + padLeft + padRight - (columns - 1) * dilation - 1) / stride + 1;
        if (dilation > 1 && padLeft >= dilation * columns)
            return;
        int channels = dice.Pick(dice.Next(1, 19), dice.Next(20, 70)), pixelStride = channels + dice.Pick(0, 3), rows = dice.Next(1, 5);
        int shift = dice.Pick(0, 128);
        var p = new PoolParams
        {
            Rows = rows,
            RowStride = (nint)inputWidth * pixelStride,
            Columns = columns,
            Dilation = dilation,
            Stride = stride,
            PadLeft = padLeft,
            InputWidth = inputWidth,
            PixelStride = pixelStride,
            OutputPixelStride = channels + dice.Pick(0, 5),
            Area = dice.Pick(0, columns * rows),
            InputScale = dice.Float(0.001f, 0.5f),
            InputZero = dice.Next(0, 255),
            OutputScale = dice.Float(0.001f, 0.5f),
            OutputZero = dice.Next(0, 255) - shift,
            Shift = shift,
        };
        using var input = new Buffer(p.RowStride * rows);
        dice.Activations(input.All);
        for (int operation = 0; operation < 2; operation++)
            ConvCheck.Compare(Row<PortableKernels>(operation), Row<TKernels>(operation), $"seed {seed}, {(operation == 0 ? "max" : "average")} {rows}x{columns} by {stride}, {width}x{channels}");

        if (padLeft == 0 && (width - 1) * stride + (columns - 1) * dilation < inputWidth)
        {
            p.Factor = p.InputScale / (p.OutputScale * rows * columns);
            ConvCheck.Compare(Sums(), Row<TKernels>(1), $"seed {seed}, average by sums {rows}x{columns} by {stride}, {width}x{channels}");
        }

        // The formula of PoolParams.Factor; the last channels, fewer than eight, have the portable kernel's means.
        byte[] Sums()
        {
            using var output = new Buffer(width * p.OutputPixelStride);
            PortableKernels.AveragePoolRow(input.Start, output.Start, width, channels, in p);
            for (int x = 0; x < width && typeof(TKernels) != typeof(PortableKernels); x++)
            {
                for (int c = 0; c < channels / 8 * 8; c++)
                {
                    int sum = 0;
                    for (int tap = 0; tap < rows * columns; tap++)
                        sum += input.Start[tap / columns * p.RowStride + (x * stride + tap % columns * dilation) * p.PixelStride + c] - p.InputZero;
                    output.Start[x * p.OutputPixelStride + c] = (byte)Math.Clamp(MathF.Round(sum * p.Factor, MidpointRounding.ToEven) + p.OutputZero + shift, 0, 255);
                }
            }
            return output.All.ToArray();
        }

        byte[] Row<T>(int operation)
            where T : struct, IKernels
        {
            using var output = new Buffer(width * p.OutputPixelStride);
            if (operation == 0)
                T.MaxPoolRow(input.Start, output.Start, width, channels, in p);
            else
                T.AveragePoolRow(input.Start, output.Start, width, channels, in p);
            return output.All.ToArray();
        }
    }
}
