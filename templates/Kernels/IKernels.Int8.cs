#nullable enable
namespace YoloGen.Generated;

/// <content>INT8: activations are unsigned bytes (int8 tensors stored as value + 128), weights signed bytes, sums 32 bit. docs/arithmetic.md defines each.</content>
internal unsafe partial interface IKernels
{
    /// <summary>Output channels in a panel of packed weights.</summary>
    static abstract int ConvColumns { get; }

    /// <summary>Bytes of one packed panel, a multiple of 64: biases, scales, weights in the order the kernel reads them.</summary>
    static abstract nuint ConvPanelBytes(int outer, int inner, int depth);

    /// <summary>
    /// Packs the weights of <paramref name="channels"/> outputs (1..ConvColumns), each outer * inner * depth contiguous bytes.
    /// <paramref name="bias"/> already holds minus the input zero point (storage domain) times the sum of weights; <paramref name="scale"/> may be null where only raw sums are wanted.
    /// <paramref name="panel"/> is aligned to 64 bytes.
    /// </summary>
    static abstract void PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale);

    /// <summary>One row of output pixels for one panel: y = clamp(round_half_even(float(sum) * scale) + zero, Min, Max).</summary>
    static abstract void ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p);

    /// <summary>The same row as raw sums, bias included. OutputPixelStride is in bytes.</summary>
    static abstract void ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p);

    /// <summary>Bytes of packed depthwise weights of all channels, a multiple of 64.</summary>
    static abstract nuint DepthwiseBytes(int channels, int outer, int inner);

    /// <summary>Packs depthwise weights: outer * inner contiguous bytes for each channel. <paramref name="scale"/> may be null.</summary>
    static abstract void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale);

    /// <summary>One row of a depthwise convolution, all channels. Depth is 1, InnerStride the distance of kernel columns.</summary>
    static abstract void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p);

    /// <summary>The same row as raw sums, bias included.</summary>
    static abstract void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p);

    /// <summary>destination = table[source], 256 bytes of table; source and destination are the same row or do not overlap. Strides in bytes.</summary>
    static abstract void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table);

    /// <summary>c = a + b, see <see cref="QAddParams"/>. <paramref name="c"/> may be <paramref name="a"/> or <paramref name="b"/>. Strides in bytes between pixels.</summary>
    static abstract void QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p);

    /// <summary>c = a * b, see <see cref="QMulParams"/>. <paramref name="c"/> may be <paramref name="a"/> or <paramref name="b"/>.</summary>
    static abstract void QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p);

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

    /// <summary>Maximum over each window.</summary>
    static abstract void MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p);

    /// <summary>Mean of dequantized values, fl(InputScale * (x - InputZero)), added in the order row, column, in single precision, then quantized.</summary>
    static abstract void AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p);

    /// <summary>
    /// Makes canonical weights of the activations <paramref name="b"/> [depth, columns] (element strides in bytes) for <see cref="PackConvPanel"/>:
    /// weights[column, k] = b - 128 as signed byte; columnSums[column] = sum of them.
    /// </summary>
    static abstract void GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums);
}
