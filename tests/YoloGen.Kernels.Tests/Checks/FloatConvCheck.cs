#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Checks;

/// <summary>Float convolution rows, dense and depthwise, and matrix products, against the portable kernels: bits, and nothing written beside them.</summary>
internal static unsafe class FloatConvCheck
{
    public static void Run<TKernels>(int seed)
        where TKernels : struct, IKernels
    {
        var dice = new Dice(seed);
        bool depthwise = dice.Next(0, 2) == 0;
        int outer = dice.Next(1, 3), inner = dice.Next(1, 3), depth = depthwise ? 1 : dice.Pick(dice.Next(1, 9), dice.Next(10, 40), 16, dice.Next(100, 500));
        int width = dice.Next(1, 40), channels = dice.Pick(dice.Next(1, 36), 16, 8), stride = dice.Next(1, 2);
        int pixel = (depthwise ? channels : depth) + dice.Pick(0, dice.Next(1, 5)), outputPixel = channels + dice.Pick(0, dice.Next(1, 9));
        nint rowStride = 4 * (nint)pixel * (width * stride + inner);
        bool backwards = dice.Next(0, 3) == 0, noBias = dice.Next(0, 3) == 0;

        using var input = new Buffer(rowStride * outer + 4 * pixel);
        using var weights = new Buffer(4 * channels * outer * inner * depth);
        using var bias = new Buffer(4 * channels);
        FloatCheck.Numbers(dice, input, specials: false);
        FloatCheck.Numbers(dice, weights, specials: false);
        FloatCheck.Numbers(dice, bias, specials: false);
        var p = new ConvParams
        {
            PixelStep = 4 * stride * pixel,
            Outer = outer,
            OuterStride = backwards ? -rowStride : rowStride,
            Inner = inner,
            InnerStride = 4 * pixel,
            Depth = depth,
            OutputPixelStride = 4 * outputPixel,
        };
        nint start = backwards ? rowStride * (outer - 1) : 0;
        string what = $"seed {seed}: float {(depthwise ? "depthwise " : "")}{outer}x{inner}x{depth} to {width}x{channels}, step {p.PixelStep}";
        ConvCheck.Compare(Convolve<PortableKernels>(), Convolve<TKernels>(), what);
        int m = width, k = depth, n = channels;
        ConvCheck.Compare(Multiply<PortableKernels>(), Multiply<TKernels>(), $"seed {seed}: {m}x{k} times {k}x{n}");

        byte[] Convolve<T>()
            where T : struct, IKernels
        {
            using var output = new Buffer(width * p.OutputPixelStride);
            float* b = noBias ? null : (float*)bias.Start;
            int columns = depthwise ? channels : T.FloatConvColumns, taps = outer * inner * depth;
            nuint bytes = depthwise ? T.FloatDepthwiseBytes(channels, taps) : T.FloatConvPanelBytes(outer, inner, depth);
            if (bytes % 64 != 0)
                throw new InvalidOperationException($"packed weights of {bytes} bytes");
            for (int c = 0; c < channels; c += columns)
            {
                using var packed = new Buffer((nint)bytes, 0x77);
                int some = Math.Min(columns, channels - c);
                if (depthwise)
                {
                    T.PackFloatDepthwise((float*)packed.Start, (float*)weights.Start, channels, taps, b);
                    T.FloatDepthwiseRow((float*)(input.Start + start), (float*)packed.Start, (float*)output.Start, width, channels, in p);
                }
                else
                {
                    T.PackFloatConvPanel((float*)packed.Start, (float*)weights.Start + c * taps, some, outer, inner, depth, b == null ? null : b + c);
                    T.FloatConvRow((float*)(input.Start + start), (float*)packed.Start, (float*)output.Start + c, width, some, in p);
                }
                if (packed.All[..256].ContainsAnyExcept((byte)0x77) || packed.All[^256..].ContainsAnyExcept((byte)0x77))
                    throw new InvalidOperationException("packing float weights writes outside");
            }
            return FloatCheck.Bits(output);
        }

        byte[] Multiply<T>()
            where T : struct, IKernels
        {
            using var output = new Buffer(4 * m * outputPixel);
            T.MatMul((float*)input.Start, 4 * k, 4, (float*)weights.Start, 4 * n, (float*)output.Start, 4 * outputPixel, m, k, n);
            return FloatCheck.Bits(output);
        }
    }
}
