#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Dense convolution rows of any kernel set against the portable one: bytes, raw sums, and nothing written beside them.</summary>
internal static unsafe class ConvCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int outer = dice.Next(1, 3), inner = dice.Next(1, 3), depth = dice.Pick(dice.Next(1, 9), dice.Next(10, 70), 16, 32);
        if (seed % 16 == 0)
            depth = dice.Next(230, 700); // panels that do not fit a first-level cache
        int width = seed % 16 == 8 ? dice.Next(60, 140) : dice.Next(1, 15), channels = dice.Next(1, TKernels.ConvColumns + 3), stride = dice.Next(1, 2);
        int pixelStride = depth + dice.Pick(0, dice.Next(1, 5)), outputStride = channels + dice.Pick(0, dice.Next(1, 9));
        bool pairSafe = dice.Next(0, 1) == 0;
        nint rowStride = (nint)pixelStride * (width * stride + inner);

        using var input = new Buffer(rowStride * outer + pixelStride);
        dice.Activations(input.All);
        var weights = new sbyte[channels * outer * inner * depth];
        dice.Weights(weights, pairSafe ? -127 : -128);
        var bias = new int[channels];
        var scale = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            bias[c] = dice.Next(-200000, 200000);
            scale[c] = dice.Pick(0, 1, 2, 3, 4) switch { 0 => 0.5f, 1 => 1f, 2 => dice.Float(1e-5f, 1e-2f), 3 => 1e30f, _ => dice.Float(1e-4f, 1e-3f) };
        }
        int min = dice.Pick(0, 0, 17), max = dice.Pick(255, 255, 200);
        var p = new ConvParams
        {
            PixelStep = stride * pixelStride,
            Outer = outer,
            OuterStride = rowStride,
            Inner = inner,
            InnerStride = pixelStride,
            Depth = depth,
            OutputPixelStride = outputStride,
            OutputZero = dice.Next(0, 255),
            Min = min,
            Max = max,
            Flags = pairSafe ? ConvParams.PairSafe : 0,
        };
        string what = $"seed {seed}: {outer}x{inner}x{depth} to {width}x{channels}, step {p.PixelStep}";
        Compare(Layer<PortableKernels>(input, weights, bias, scale, width, channels, p, raw: false), Layer<TKernels>(input, weights, bias, scale, width, channels, p, raw: false), what);
        p.OutputPixelStride *= 4;
        Compare(Layer<PortableKernels>(input, weights, bias, null, width, channels, p, raw: true), Layer<TKernels>(input, weights, bias, null, width, channels, p, raw: true), what + " (sums)");
    }

    public static void Compare(byte[] expected, byte[] actual, string what, int slack = 256)
    {
        int at = expected.AsSpan().CommonPrefixLength(actual);
        if (at != expected.Length)
            throw new InvalidOperationException($"{what}: byte {at - slack} is {actual[at]}, not {expected[at]}");
    }

    private static byte[] Layer<TKernels>(Buffer input, sbyte[] weights, int[] bias, float[]? scale, int width, int channels, ConvParams p, bool raw)
        where TKernels : struct, IKernels
    {
        int columns = TKernels.ConvColumns, size = p.Outer * p.Inner * p.Depth;
        nuint panelBytes = TKernels.ConvPanelBytes(p.Outer, p.Inner, p.Depth);
        if (panelBytes % 64 != 0)
            throw new InvalidOperationException($"a panel of {panelBytes} bytes");
        using var output = new Buffer(width * p.OutputPixelStride);
        for (int c = 0; c < channels; c += columns)
        {
            int some = Math.Min(columns, channels - c);
            using var panel = new Buffer((nint)panelBytes, 0x77);
            fixed (sbyte* w = weights)
            fixed (int* b = bias)
            fixed (float* s = scale)
                TKernels.PackConvPanel(panel.Start, w + c * size, some, p.Outer, p.Inner, p.Depth, b + c, s == null ? null : s + c);
            if (panel.All[..256].ContainsAnyExcept((byte)0x77) || panel.All[^256..].ContainsAnyExcept((byte)0x77))
                throw new InvalidOperationException($"packing {p.Outer}x{p.Inner}x{p.Depth} writes outside its panel");
            if (raw)
                TKernels.ConvRowInt32(input.Start, panel.Start, (int*)output.Start + c, width, some, in p);
            else
                TKernels.ConvRow(input.Start, panel.Start, output.Start + c, width, some, in p);
        }
        return output.All.ToArray();
    }
}
