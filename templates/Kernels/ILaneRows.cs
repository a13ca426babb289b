#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Float rows, a vector of <typeparamref name="TLanes"/> at a time: one text for every instruction set, which names its vector.</summary>
/// <typeparam name="TLanes">A vector of 1, 4 or 8 floats.</typeparam>
internal unsafe interface ILaneRows<TLanes> : IFloatDepthwiseKernels, IFloatRowKernels
    where TLanes : struct, ILanes<TLanes>
{
    [MethodImpl(AggressiveInlining)]
    static nuint IFloatDepthwiseKernels.FloatDepthwiseBytes(int channels, int taps) =>
        FloatRows.DepthwiseBytes(channels, taps);

    [MethodImpl(AggressiveInlining)]
    static void IFloatDepthwiseKernels.PackFloatDepthwise(float* packed, float* weights, int channels, int taps, float* bias) =>
        FloatRows.PackDepthwise(packed, weights, channels, taps, bias);

    [MethodImpl(AggressiveInlining)]
    static void IFloatDepthwiseKernels.FloatDepthwiseRow(float* input, float* packed, float* output, int width, int channels, in ConvParams p) =>
        FloatRows.Depthwise<TLanes>(input, packed, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.MatMul(float* a, nint aRow, nint aColumn, float* b, nint bRow, float* y, nint yRow, int m, int k, int n) =>
        FloatRows.MatMul<TLanes>(a, aRow, aColumn, b, bRow, y, yRow, m, k, n);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.UnaryRow<TOp>(float* x, float* y, int count, float a, float b) =>
        FloatRows.Unary<TLanes, TOp>(x, y, count, a, b);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.BinaryRow<TOp>(float* x, int xStep, float* y, int yStep, float* z, int count) =>
        FloatRows.Binary<TLanes, TOp>(x, xStep, y, yStep, z, count);

    [MethodImpl(AggressiveInlining)]
    static float IFloatRowKernels.ReduceRow<TOp>(float* x, int count) =>
        FloatRows.Reduce<TLanes, TOp>(x, count);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.ReduceStep<TOp>(float* x, nint stride, int count, float* accumulators, int width) =>
        FloatRows.ReduceStep<TLanes, TOp>(x, stride, count, accumulators, width);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.ReduceFinish<TOp>(float* accumulators, int count, float* y, int width) =>
        FloatRows.ReduceFinish<TLanes, TOp>(accumulators, count, y, width);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.FloatMaxPoolRow(float* input, float* output, int width, int channels, in PoolParams p) =>
        FloatRows.MaxPool<TLanes>(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.FloatAveragePoolRow(float* input, float* output, int width, int channels, in PoolParams p) =>
        FloatRows.AveragePool<TLanes>(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.ResizeLinearRow(
        float* upper, float* lower, float rowWeight, int* left, int* right, float* weights, float* output, nint outputPixelStride, int width, int channels) =>
        FloatRows.ResizeLinear<TLanes>(upper, lower, rowWeight, left, right, weights, output, outputPixelStride, width, channels);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.ResizeCubicRow(
        float* x0, float* x1, float* x2, float* x3, float* rowWeights, int* columns, float* weights, float* output, nint outputPixelStride, int width, int channels) =>
        FloatRows.ResizeCubic<TLanes>(x0, x1, x2, x3, rowWeights, columns, weights, output, outputPixelStride, width, channels);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.SoftmaxColumns(float* x, nint xStride, float* y, nint yStride, int count, int width) =>
        FloatRows.SoftmaxColumns<TLanes>(x, xStride, y, yStride, count, width);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.DequantizeRow(byte* x, float* y, int count, float scale, int zero) =>
        FloatRows.Dequantize<TLanes>(x, y, count, scale, zero);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.MinMaxRow(float* x, int count, ref float minimum, ref float maximum) =>
        FloatRows.MinMax<TLanes>(x, count, ref minimum, ref maximum);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.Transpose32(uint* x, nint xStride, uint* y, nint yStride, int rows, int columns) =>
        TransposeBlocks.Copy(x, xStride, y, yStride, rows, columns);

    [MethodImpl(AggressiveInlining)]
    static void IFloatRowKernels.Transpose8(byte* x, nint xStride, byte* y, nint yStride, int rows, int columns) =>
        TransposeBlocks.Copy(x, xStride, y, yStride, rows, columns);
}
