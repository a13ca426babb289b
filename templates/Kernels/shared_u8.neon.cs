#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>INT8 kernels that NEON takes over as they are.</content>
internal unsafe partial struct NeonKernels
{
    public static nuint DepthwiseBytes(int channels, int outer, int inner) => PortableKernels.DepthwiseBytes(channels, outer, inner);

    public static void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale) =>
        PortableKernels.PackDepthwise(packed, weights, channels, outer, inner, bias, scale);

    [MethodImpl(AggressiveInlining)]
    public static void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p) =>
        PortableKernels.DepthwiseRow(input, packed, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p) =>
        PortableKernels.DepthwiseRowInt32(input, packed, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table) =>
        PortableKernels.LookupRow(source, sourceStride, destination, destinationStride, width, channels, table);

    [MethodImpl(AggressiveInlining)]
    public static void QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p) =>
        PortableKernels.QAddRow(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p) =>
        PortableKernels.QMulRow(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero) =>
        PortableKernels.AdjustSumsRow(sums, stride, width, channels, addend, windowSums, weightZero);

    [MethodImpl(AggressiveInlining)]
    public static void RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p) =>
        PortableKernels.RequantizeSumsRow(sums, stride, output, width, channels, scale, in p);

    [MethodImpl(AggressiveInlining)]
    public static void DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias) =>
        PortableKernels.DequantizeSumsRow(sums, stride, output, outputStride, width, channels, scale, bias);

    [MethodImpl(AggressiveInlining)]
    public static void WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p) =>
        PortableKernels.WindowSumRow(input, windowSums, width, in p);

    [MethodImpl(AggressiveInlining)]
    public static void SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums) =>
        PortableKernels.SumPixelsRow(input, stride, width, channels, sums);

    [MethodImpl(AggressiveInlining)]
    public static void MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        PortableKernels.MaxPoolRow(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        PortableKernels.AveragePoolRow(input, output, width, channels, in p);

    public static void GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums) =>
        PortableKernels.GatherColumns(b, depthStride, columnStride, weights, columns, depth, columnSums);
}
