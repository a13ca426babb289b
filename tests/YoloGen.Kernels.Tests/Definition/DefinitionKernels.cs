#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Definition;

/// <summary>
/// The INT8 kernels as IKernels and docs/arithmetic.md say them in words, nothing shared with any kernel set: the portable one, with
/// which all others are compared, is compared with this. Sums are 64 bits wide; rounding comes before the limits, in double precision.
/// </summary>
internal unsafe partial struct DefinitionKernels : IKernels
{
    // Not a multiple of anything that a kernel set uses.
    public static int ConvColumns => 7;

    public static nuint ConvPanelBytes(int outer, int inner, int depth) => Weights.Bytes(ConvColumns, outer * inner * depth);

    public static void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale) =>
        Weights.Pack(panel, weights, channels, outer * inner * depth, bias, scale);

    public static void ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p)
    {
        for (int x = 0; x < width; x++)
        {
            for (int c = 0; c < channels; c++)
                output[x * p.OutputPixelStride + c] = Requantized(ConvSum(input, panel, x, c, channels, in p), Weights.Scale(panel, channels, c), in p);
        }
    }

    public static void ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p)
    {
        for (int x = 0; x < width; x++)
        {
            for (int c = 0; c < channels; c++)
                ((int*)((byte*)output + x * p.OutputPixelStride))[c] = ConvSum(input, panel, x, c, channels, in p);
        }
    }

    public static nuint DepthwiseBytes(int channels, int outer, int inner) => Weights.Bytes(channels, outer * inner);

    public static void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale) =>
        Weights.Pack(packed, weights, channels, outer * inner, bias, scale);

    public static void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p)
    {
        for (int x = 0; x < width; x++)
        {
            for (int c = 0; c < channels; c++)
                output[x * p.OutputPixelStride + c] = Requantized(ConvSum(input + c, packed, x, c, channels, in p), Weights.Scale(packed, channels, c), in p);
        }
    }

    public static void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p)
    {
        for (int x = 0; x < width; x++)
        {
            for (int c = 0; c < channels; c++)
                ((int*)((byte*)output + x * p.OutputPixelStride))[c] = ConvSum(input + c, packed, x, c, channels, in p);
        }
    }

    /// <summary>Bias and products of one window with the weights of one channel.</summary>
    private static int ConvSum(byte* input, byte* packed, int x, int channel, int channels, in ConvParams p)
    {
        long sum = Weights.Bias(packed, channel);
        for (int i = 0; i < p.Outer * p.Inner * p.Depth; i++)
        {
            int outer = i / (p.Inner * p.Depth), inner = i / p.Depth % p.Inner, k = i % p.Depth;
            sum += (long)input[x * p.PixelStep + outer * p.OuterStride + inner * p.InnerStride + k] * Weights.Value(packed, channels, p.Outer * p.Inner * p.Depth, channel, i);
        }
        return checked((int)sum);
    }

    /// <summary>round_half_even(fl(fl(sum) * scale)) + zero within the limits.</summary>
    private static byte Requantized(int sum, float scale, in ConvParams p)
    {
        float product = (float)sum * scale;
        return (byte)Math.Clamp(Math.Round((double)product, MidpointRounding.ToEven) + p.OutputZero, p.Min, p.Max);
    }

    /// <summary>saturate(round_half_even(value)) in the model's own domain, as storage.</summary>
    private static byte Saturated(float value, int shift) => (byte)(Math.Clamp(Math.Round((double)value, MidpointRounding.ToEven), -shift, 255 - shift) + shift);

    /// <summary>Packed weights of this set: biases, scales, then the weights as they come.</summary>
    private static class Weights
    {
        public static nuint Bytes(int channels, int taps) => (nuint)((channels * (8 + taps) + 63) / 64 * 64);

        public static void Pack(byte* to, sbyte* weights, int channels, int taps, int* bias, float* scale)
        {
            for (int c = 0; c < channels; c++)
            {
                ((int*)to)[c] = bias[c];
                ((float*)to)[channels + c] = scale == null ? 0 : scale[c];
            }
            new Span<sbyte>(weights, channels * taps).CopyTo(new Span<sbyte>(to + 8 * channels, channels * taps));
        }

        public static int Bias(byte* packed, int channel) => ((int*)packed)[channel];

        public static float Scale(byte* packed, int channels, int channel) => ((float*)packed)[channels + channel];

        public static int Value(byte* packed, int channels, int taps, int channel, int tap) => ((sbyte*)packed)[8 * channels + channel * taps + tap];
    }
}
