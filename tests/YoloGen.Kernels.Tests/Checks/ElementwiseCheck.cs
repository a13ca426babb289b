#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Lookup, QAdd and QMul rows of any kernel set against the portable one, in place and into another row.</summary>
internal static unsafe class ElementwiseCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int width = dice.Next(1, 9), channels = dice.Pick(dice.Next(1, 19), dice.Next(20, 200), 16);
        int Stride() => channels + dice.Pick(0, 0, dice.Next(1, 9));
        int strideA = Stride(), strideB = Stride(), strideC = Stride(), alias = dice.Next(0, 2);
        var table = new byte[256];
        var a = new byte[strideA * width];
        var b = new byte[strideB * width];
        dice.Activations(table);
        dice.Activations(a);
        dice.Activations(b);
        int shift = dice.Pick(0, 128);
        float ratioA = dice.Float(0.01f, 2f), ratioB = dice.Pick(0, 1) == 0 ? 0.5f : dice.Float(0.01f, 2f);
        var add = new QAddParams { RatioA = ratioA, RatioB = ratioB, Fixed = (dice.Next(0, 255) - shift) - (ratioA * 3 + ratioB * 5), Shift = shift };
        var mul = new QMulParams
        {
            ZeroA = dice.Next(0, 255),
            ZeroB = dice.Next(0, 255),
            Ratio = dice.Pick(0, 1, 2) switch { 0 => 0.5f, 1 => dice.Float(1e-4f, 1e-1f), _ => 1e9f },
            ZeroC = dice.Next(0, 255) - shift,
            Shift = shift,
        };
        int steep = dice.Next(0, 2);
        var slopes = new SlopesParams
        {
            Zero = (short)dice.Next(0, 255 << steep),
            Rise = (short)dice.Pick(short.MaxValue, short.MinValue, dice.Next(short.MinValue, short.MaxValue)),
            Fall = (short)dice.Pick(0, short.MinValue, dice.Next(short.MinValue, short.MaxValue)),
            OutputZero = (short)dice.Next(0, 255),
            Shift = steep,
        };
        string what = $"seed {seed}: {width}x{channels}, strides {strideA} {strideB} {strideC}, alias {alias}";
        for (int operation = 0; operation < 4; operation++)
        {
            byte[] expected = Row<PortableKernels>(operation), actual = Row<TKernels>(operation);
            ConvCheck.Compare(expected, actual, $"operation {operation}, {what}");
        }

        byte[] Row<T>(int operation)
            where T : struct, IKernels
        {
            using var first = new Buffer(a.Length);
            using var second = new Buffer(b.Length);
            using var third = new Buffer(strideC * width);
            a.CopyTo(first.All[256..]);
            b.CopyTo(second.All[256..]);
            Buffer output = alias == 1 ? first : alias == 2 && operation is 1 or 2 ? second : third;
            nint outputStride = output == first ? strideA : output == second ? strideB : strideC;
            fixed (byte* t = table)
            {
                if (operation == 0)
                    T.LookupRow(first.Start, strideA, output.Start, outputStride, width, channels, t);
                else if (operation == 1)
                    T.QAddRow(first.Start, strideA, second.Start, strideB, output.Start, outputStride, width, channels, in add);
                else if (operation == 3)
                    T.SlopesRow(first.Start, strideA, output.Start, outputStride, width, channels, in slopes);
                else
                    T.QMulRow(first.Start, strideA, second.Start, strideB, output.Start, outputStride, width, channels, in mul);
            }
            return output.All.ToArray();
        }
    }
}
