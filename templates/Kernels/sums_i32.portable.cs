#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>What happens to raw sums: run-time zero points, requantization, dequantization; and sums of activations.</content>
internal unsafe partial struct PortableKernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero)
    {
        for (int x = 0; x < width; x++, sums = (int*)((byte*)sums + stride))
        {
            for (int c = 0; c < channels; c++)
                sums[c] += addend[c] - (windowSums == null ? 0 : windowSums[x] * weightZero[c]);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p)
    {
        for (int x = 0; x < width; x++, sums = (int*)((byte*)sums + stride), output += p.OutputPixelStride)
        {
            for (int c = 0; c < channels; c++)
                output[c] = Requantize.Sum(sums[c], scale[c], p.OutputZero, p.Min, p.Max);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias)
    {
        for (int x = 0; x < width; x++, sums = (int*)((byte*)sums + stride), output = (float*)((byte*)output + outputStride))
        {
            for (int c = 0; c < channels; c++)
            {
                float value = (float)sums[c] * scale[c];
                output[c] = bias == null ? value : value + bias[c];
            }
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p)
    {
        for (int x = 0; x < width; x++, input += p.PixelStep)
        {
            int sum = 0;
            for (int outer = 0; outer < p.Outer; outer++)
            {
                for (int inner = 0; inner < p.Inner; inner++)
                {
                    byte* segment = input + outer * p.OuterStride + inner * p.InnerStride;
                    for (int k = 0; k < p.Depth; k++)
                        sum += segment[k];
                }
            }
            windowSums[x] = sum;
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums)
    {
        for (int x = 0; x < width; x++, input += stride)
        {
            for (int c = 0; c < channels; c++)
                sums[c] += input[c];
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums)
    {
        for (int column = 0; column < columns; column++, b += columnStride, weights += depth)
        {
            int sum = 0;
            for (int k = 0; k < depth; k++)
            {
                int value = b[k * depthStride] - 128;
                weights[k] = (sbyte)value;
                sum += value;
            }
            columnSums[column] = sum;
        }
    }
}
