#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Definition;

/// <content>Elementwise operators, pooling, and what happens to sums.</content>
internal unsafe partial struct DefinitionKernels
{
    public static void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table)
    {
        for (int i = 0; i < width * channels; i++)
            destination[i / channels * destinationStride + i % channels] = table[source[i / channels * sourceStride + i % channels]];
    }

    public static void SlopesRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p)
    {
        for (int i = 0; i < width * channels; i++)
        {
            // In exact halves: the products are below 2^25.
            double t = source[i / channels * sourceStride + i % channels] * (double)(1 << p.Shift) - p.Zero;
            double higher = Math.Max(Math.Floor(t * p.Rise / 32768 + 0.5), Math.Floor(t * p.Fall / 32768 + 0.5));
            destination[i / channels * destinationStride + i % channels] = (byte)Math.Clamp(higher + p.OutputZero, 0, 255);
        }
    }

    public static void QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p)
    {
        for (int i = 0; i < width * channels; i++)
        {
            int left = a[i / channels * strideA + i % channels] - p.Shift, right = b[i / channels * strideB + i % channels] - p.Shift;
            c[i / channels * strideC + i % channels] = Saturated(MathF.FusedMultiplyAdd(left, p.RatioA, MathF.FusedMultiplyAdd(right, p.RatioB, p.Fixed)), p.Shift);
        }
    }

    public static void QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p)
    {
        for (int i = 0; i < width * channels; i++)
        {
            int product = (a[i / channels * strideA + i % channels] - p.ZeroA) * (b[i / channels * strideB + i % channels] - p.ZeroB);
            float scaled = product * p.Ratio, moved = scaled + p.ZeroC;
            c[i / channels * strideC + i % channels] = Saturated(moved, p.Shift);
        }
    }

    public static void AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero)
    {
        for (int i = 0; i < width * channels; i++)
        {
            int x = i / channels, c = i % channels;
            ref int sum = ref ((int*)((byte*)sums + x * stride))[c];
            long exact = (long)sum + addend[c] - (windowSums == null ? 0 : (long)windowSums[x] * weightZero[c]);
            sum = unchecked((int)exact);
        }
    }

    public static void RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p)
    {
        for (int i = 0; i < width * channels; i++)
            output[i / channels * p.OutputPixelStride + i % channels] = Requantized(((int*)((byte*)sums + i / channels * stride))[i % channels], scale[i % channels], in p);
    }

    public static void DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias)
    {
        for (int i = 0; i < width * channels; i++)
        {
            float value = (float)((int*)((byte*)sums + i / channels * stride))[i % channels] * scale[i % channels];
            ((float*)((byte*)output + i / channels * outputStride))[i % channels] = bias == null ? value : value + bias[i % channels];
        }
    }

    public static void WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p)
    {
        for (int x = 0; x < width; x++)
        {
            windowSums[x] = 0;
            for (int i = 0; i < p.Outer * p.Inner * p.Depth; i++)
                windowSums[x] += input[x * p.PixelStep + i / (p.Inner * p.Depth) * p.OuterStride + i / p.Depth % p.Inner * p.InnerStride + i % p.Depth];
        }
    }

    public static void SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums)
    {
        for (int i = 0; i < width * channels; i++)
            sums[i % channels] += input[i / channels * stride + i % channels];
    }

    public static void MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p)
    {
        for (int i = 0; i < width * channels; i++)
        {
            int best = -1;
            for (int tap = 0; tap < p.Rows * p.Columns; tap++)
            {
                if (Tap(input, i / channels, i % channels, tap, in p) is { } value)
                    best = Math.Max(best, value);
            }
            output[i / channels * p.OutputPixelStride + i % channels] = checked((byte)best);
        }
    }

    public static void AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p)
    {
        for (int i = 0; i < width * channels; i++)
        {
            float sum = 0;
            int inside = 0;
            for (int tap = 0; tap < p.Rows * p.Columns; tap++)
            {
                if (Tap(input, i / channels, i % channels, tap, in p) is { } value)
                {
                    float dequantized = p.InputScale * (value - p.InputZero);
                    sum += dequantized;
                    inside++;
                }
            }
            float mean = sum / (p.Area == 0 ? inside : p.Area), scaled = mean / p.OutputScale, moved = scaled + p.OutputZero;
            output[i / channels * p.OutputPixelStride + i % channels] = Saturated(moved, p.Shift);
        }
    }

    public static void GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums)
    {
        new Span<int>(columnSums, columns).Clear();
        for (int i = 0; i < columns * depth; i++)
        {
            weights[i] = checked((sbyte)(b[i / depth * columnStride + i % depth * depthStride] - 128));
            columnSums[i / depth] += weights[i];
        }
    }

    /// <summary>The element at a window's position, none where that lies in the padding.</summary>
    private static byte? Tap(byte* input, int x, int channel, int tap, in PoolParams p)
    {
        int column = x * p.Stride - p.PadLeft + tap % p.Columns * p.Dilation;
        return column < 0 || column >= p.InputWidth ? null : input[tap / p.Columns * p.RowStride + column * p.PixelStride + channel];
    }
}
