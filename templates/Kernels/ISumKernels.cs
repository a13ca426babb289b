#nullable enable
namespace YoloGen.Generated;

/// <summary>Raw sums: what is added to them, and how they become bytes or floats; and the operands of a matrix product of two activations.</summary>
internal unsafe interface ISumKernels
{
    /// <summary>sums[x, c] += addend[c] - windowSums[x] * weightZero[c], all modulo 2^32. <paramref name="windowSums"/> and <paramref name="weightZero"/> may both be null. Stride in bytes.</summary>
    static abstract void AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero);

    /// <summary>output[x, c] = clamp(round_half_even(float(sums[x, c]) * scale[c]) + OutputZero, Min, Max): the epilogue of <see cref="ConvRow"/> on its own. Stride of the sums in bytes.</summary>
    static abstract void RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p);

    /// <summary>output[x, c] = fl(float(sums[x, c]) * scale[c]), then + bias[c] rounded again unless <paramref name="bias"/> is null. Strides in bytes.</summary>
    static abstract void DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias);

    /// <summary>windowSums[x] = sum of the Outer * Inner * Depth bytes of the window of pixel x.</summary>
    static abstract void WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p);

    /// <summary>sums[c] += sum over width pixels of input[x, c]: global average pooling, finished by <see cref="RequantizeSumsRow"/>.</summary>
    static abstract void SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums);

    /// <summary>
    /// Makes canonical weights of the activations <paramref name="b"/> [depth, columns] (element strides in bytes) for <see cref="PackConvPanel"/>:
    /// weights[column, k] = b - 128 as signed byte; columnSums[column] = sum of them.
    /// </summary>
    static abstract void GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums);
}
