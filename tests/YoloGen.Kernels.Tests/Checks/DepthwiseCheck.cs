#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Depthwise rows of any kernel set against the portable one.</summary>
internal static unsafe class DepthwiseCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        int outer = dice.Pick(1, 2, 3, 3, 5, 7), inner = dice.Pick(1, 2, 3, 3, 5, 7);
        int width = dice.Next(1, 9), channels = dice.Pick(dice.Next(1, 19), dice.Next(20, 70)), stride = dice.Next(1, 2);
        int pixelStride = channels + dice.Pick(0, dice.Next(1, 5)), outputStride = channels + dice.Pick(0, dice.Next(1, 9));
        bool pairSafe = dice.Next(0, 1) == 0;
        nint rowStride = (nint)pixelStride * (width * stride + inner);

        using var input = new Buffer(rowStride * outer + pixelStride);
        dice.Activations(input.All);
        var weights = new sbyte[channels * outer * inner];
        dice.Weights(weights, pairSafe ? -127 : -128);
        var bias = new int[channels];
        var scale = new float[channels];
        for (int c = 0; c < channels; c++)
        {
            bias[c] = dice.Next(-20000, 20000);
            scale[c] = dice.Pick(0, 1, 2) switch { 0 => 0.5f, 1 => dice.Float(1e-3f, 1e-1f), _ => 1e20f };
        }
        var p = new ConvParams
        {
            PixelStep = stride * pixelStride,
            Outer = outer,
            OuterStride = rowStride,
            Inner = inner,
            InnerStride = pixelStride,
            Depth = 1,
            OutputPixelStride = outputStride,
            OutputZero = dice.Next(0, 255),
            Min = dice.Pick(0, 0, 17),
            Max = dice.Pick(255, 255, 200),
            Flags = pairSafe ? ConvParams.PairSafe : 0,
        };
        string what = $"seed {seed}: depthwise {outer}x{inner} to {width}x{channels}, step {p.PixelStep}";
        ConvCheck.Compare(Layer<PortableKernels>(input, weights, bias, scale, width, channels, p, raw: false), Layer<TKernels>(input, weights, bias, scale, width, channels, p, raw: false), what);
        p.OutputPixelStride *= 4;
        ConvCheck.Compare(Layer<PortableKernels>(input, weights, bias, null, width, channels, p, raw: true), Layer<TKernels>(input, weights, bias, null, width, channels, p, raw: true), what + " (sums)");
    }

    private static byte[] Layer<TKernels>(Buffer input, sbyte[] weights, int[] bias, float[]? scale, int width, int channels, ConvParams p, bool raw)
        where TKernels : struct, IKernels
    {
        nuint bytes = TKernels.DepthwiseBytes(channels, p.Outer, p.Inner);
        if (bytes % 64 != 0)
            throw new InvalidOperationException($"packed weights of {bytes} bytes");
        using var packed = new Buffer((nint)bytes, 0x77);
        using var output = new Buffer(width * p.OutputPixelStride);
        fixed (sbyte* w = weights)
        fixed (int* b = bias)
        fixed (float* s = scale)
            TKernels.PackDepthwise(packed.Start, w, channels, p.Outer, p.Inner, b, s);
        if (packed.All[..256].ContainsAnyExcept((byte)0x77) || packed.All[^256..].ContainsAnyExcept((byte)0x77))
            throw new InvalidOperationException("packing depthwise weights writes outside");
        if (raw)
            TKernels.DepthwiseRowInt32(input.Start, packed.Start, (int*)output.Start, width, channels, in p);
        else
            TKernels.DepthwiseRow(input.Start, packed.Start, output.Start, width, channels, in p);
        return output.All.ToArray();
    }
}
