#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Depthwise convolution, the definition. Packed: all biases, all scales, then the kernel of each channel.</content>
internal unsafe partial struct PortableKernels
{
    public static nuint DepthwiseBytes(int channels, int outer, int inner) =>
        ((nuint)channels * (8 + (nuint)outer * (nuint)inner) + 63) & ~(nuint)63;

    public static void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale)
    {
        int taps = outer * inner;
        for (int c = 0; c < channels; c++)
        {
            ((int*)packed)[c] = bias[c];
            ((float*)packed)[channels + c] = scale != null ? scale[c] : 0;
            for (int t = 0; t < taps; t++)
                ((sbyte*)packed)[channels * 8 + c * taps + t] = weights[c * taps + t];
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p)
    {
        float* scale = (float*)packed + channels;
        for (int x = 0; x < width; x++, input += p.PixelStep, output += p.OutputPixelStride)
        {
            for (int c = 0; c < channels; c++)
                output[c] = Requantize.Sum(DepthwiseSum(input, packed, c, channels, in p), scale[c], p.OutputZero, p.Min, p.Max);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p)
    {
        for (int x = 0; x < width; x++, input += p.PixelStep, output = (int*)((byte*)output + p.OutputPixelStride))
        {
            for (int c = 0; c < channels; c++)
                output[c] = DepthwiseSum(input, packed, c, channels, in p);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static int DepthwiseSum(byte* input, byte* packed, int channel, int channels, in ConvParams p)
    {
        int sum = ((int*)packed)[channel];
        sbyte* w = (sbyte*)packed + channels * 8 + channel * p.Outer * p.Inner;
        for (int outer = 0; outer < p.Outer; outer++)
        {
            for (int inner = 0; inner < p.Inner; inner++)
                sum += input[outer * p.OuterStride + inner * p.InnerStride + channel] * *w++;
        }
        return sum;
    }
}
