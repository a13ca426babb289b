#nullable enable
using System;
using System.Linq;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Float pooling, linear and cubic resizing rows, and byte transposes, against the portable kernels.</summary>
internal static unsafe class FloatPixelCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int columns = dice.Pick(1, 2, 3, 5), stride = dice.Next(1, 3), padLeft = dice.Next(0, (columns - 1) / 2);
        int inputWidth = dice.Next(columns, 20), width = (inputWidth + 2 * padLeft - columns) / stride + 1;
        int channels = dice.Pick(dice.Next(1, 19), dice.Next(20, 70)), pixel = channels + dice.Pick(0, 3), rows = dice.Next(1, 4);
        var p = new PoolParams
        {
            Rows = rows,
            RowStride = 4 * (nint)inputWidth * pixel,
            Columns = columns,
            Dilation = 1,
            Stride = stride,
            PadLeft = padLeft,
            InputWidth = inputWidth,
            PixelStride = 4 * pixel,
            OutputPixelStride = 4 * (channels + dice.Pick(0, 5)),
            Area = dice.Pick(0, columns * rows),
        };
        using var input = new Buffer(p.RowStride * rows);
        FloatCheck.Numbers(dice, input, specials: true);
        int outputWidth = dice.Next(1, 40);
        var left = new int[outputWidth];
        var right = new int[outputWidth];
        var weights = new float[outputWidth];
        for (int i = 0; i < outputWidth; i++)
        {
            left[i] = dice.Next(0, inputWidth - 1);
            right[i] = 4 * pixel * Math.Min(left[i] + 1, inputWidth - 1);
            left[i] *= 4 * pixel;
            weights[i] = dice.Float(0f, 1f);
        }
        float rowWeight = dice.Float(0f, 1f);
        int[] four = Enumerable.Range(0, outputWidth * 4).Select(_ => dice.Next(0, inputWidth - 1) * 4 * pixel).ToArray();
        float[] fourWeights = Enumerable.Range(0, outputWidth * 4).Select(_ => dice.Float(-1f, 1f)).ToArray();
        for (int operation = 0; operation < 5; operation++)
            ConvCheck.Compare(Row<PortableKernels>(operation), Row<TKernels>(operation), $"seed {seed}, pixels {operation}: {rows}x{columns} by {stride}, {width} or {outputWidth}x{channels}");

        byte[] Row<T>(int operation)
            where T : struct, IKernels
        {
            using var output = new Buffer(Math.Max(Math.Max(width, outputWidth) * p.OutputPixelStride, p.RowStride * rows));
            float* source = (float*)input.Start;
            float* lower = (float*)(input.Start + (rows - 1) * p.RowStride);
            fixed (int* l = left, r = right, f = four)
            fixed (float* w = weights, fw = fourWeights)
            {
                switch (operation)
                {
                    case 0: T.FloatMaxPoolRow(source, (float*)output.Start, width, channels, in p); break;
                    case 1: T.FloatAveragePoolRow(source, (float*)output.Start, width, channels, in p); break;
                    case 2: T.ResizeLinearRow(source, lower, rowWeight, l, r, w, (float*)output.Start, p.OutputPixelStride, outputWidth, channels); break;
                    case 3: T.ResizeCubicRow(source, lower, source, lower, fw, f, fw, (float*)output.Start, p.OutputPixelStride, outputWidth, channels); break;
                    default: T.Transpose8(input.Start, pixel, output.Start, inputWidth, inputWidth, channels); break;
                }
            }
            return operation == 4 ? output.All.ToArray() : FloatCheck.Bits(output);
        }
    }
}
