#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// The kernels of the next instruction set down, for one that has no kernel of its own: whatever public member a struct has takes the place of what is
/// forwarded here. Generic over a struct and static, so that the compiler resolves every call and inlines it.
/// </summary>
/// <typeparam name="TNext">The next instruction set down.</typeparam>
internal unsafe interface IForwards<TNext> : IKernels
    where TNext : struct, IKernels
{
    static int IConvKernels.ConvColumns => TNext.ConvColumns;

    [MethodImpl(AggressiveInlining)]
    static nuint IConvKernels.ConvPanelBytes(int outer, int inner, int depth) =>
        TNext.ConvPanelBytes(outer, inner, depth);

    static void IConvKernels.PackConvPanel(byte* panel, sbyte* weights, int channels, int outer, int inner, int depth, int* bias, float* scale) =>
        TNext.PackConvPanel(panel, weights, channels, outer, inner, depth, bias, scale);

    [MethodImpl(AggressiveInlining)]
    static void IConvKernels.ConvRow(byte* input, byte* panel, byte* output, int width, int channels, in ConvParams p) =>
        TNext.ConvRow(input, panel, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IConvKernels.ConvRowInt32(byte* input, byte* panel, int* output, int width, int channels, in ConvParams p) =>
        TNext.ConvRowInt32(input, panel, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static nuint IDepthwiseKernels.DepthwiseBytes(int channels, int outer, int inner) =>
        TNext.DepthwiseBytes(channels, outer, inner);

    static void IDepthwiseKernels.PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale) =>
        TNext.PackDepthwise(packed, weights, channels, outer, inner, bias, scale);

    [MethodImpl(AggressiveInlining)]
    static void IDepthwiseKernels.DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p) =>
        TNext.DepthwiseRow(input, packed, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IDepthwiseKernels.DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p) =>
        TNext.DepthwiseRowInt32(input, packed, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table) =>
        TNext.LookupRow(source, sourceStride, destination, destinationStride, width, channels, table);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.SlopesRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p) =>
        TNext.SlopesRow(source, sourceStride, destination, destinationStride, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p) =>
        TNext.QAddRow(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p) =>
        TNext.QMulRow(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.QuantizeRow(float* x, byte* y, int count, float scale, int zero) =>
        TNext.QuantizeRow(x, y, count, scale, zero);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero) =>
        TNext.AdjustSumsRow(sums, stride, width, channels, addend, windowSums, weightZero);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p) =>
        TNext.RequantizeSumsRow(sums, stride, output, width, channels, scale, in p);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias) =>
        TNext.DequantizeSumsRow(sums, stride, output, outputStride, width, channels, scale, bias);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p) =>
        TNext.WindowSumRow(input, windowSums, width, in p);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums) =>
        TNext.SumPixelsRow(input, stride, width, channels, sums);

    static void ISumKernels.GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums) =>
        TNext.GatherColumns(b, depthStride, columnStride, weights, columns, depth, columnSums);

    [MethodImpl(AggressiveInlining)]
    static void IPoolKernels.MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        TNext.MaxPoolRow(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IPoolKernels.AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        TNext.AveragePoolRow(input, output, width, channels, in p);

    static int IFloatConvKernels.FloatConvColumns => TNext.FloatConvColumns;

    [MethodImpl(AggressiveInlining)]
    static nuint IFloatConvKernels.FloatConvPanelBytes(int outer, int inner, int depth) =>
        TNext.FloatConvPanelBytes(outer, inner, depth);

    static void IFloatConvKernels.PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias) =>
        TNext.PackFloatConvPanel(panel, weights, channels, outer, inner, depth, bias);

    [MethodImpl(AggressiveInlining)]
    static void IFloatConvKernels.FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p) =>
        TNext.FloatConvRow(input, panel, output, width, channels, in p);
}
