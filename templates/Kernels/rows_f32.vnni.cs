#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Float rows, eight floats at a time.</content>
internal unsafe partial struct VnniKernels
{
    [MethodImpl(AggressiveInlining)]
    public static nuint FloatDepthwiseBytes(int channels, int taps) =>
        FloatRows.DepthwiseBytes(channels, taps);

    [MethodImpl(AggressiveInlining)]
    public static void PackFloatDepthwise(float* packed, float* weights, int channels, int taps, float* bias) =>
        FloatRows.PackDepthwise(packed, weights, channels, taps, bias);

    [MethodImpl(AggressiveInlining)]
    public static void FloatDepthwiseRow(float* input, float* packed, float* output, int width, int channels, in ConvParams p) =>
        FloatRows.Depthwise<Lanes8>(input, packed, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void MatMul(float* a, nint aRow, nint aColumn, float* b, nint bRow, float* y, nint yRow, int m, int k, int n) =>
        FloatRows.MatMul<Lanes8>(a, aRow, aColumn, b, bRow, y, yRow, m, k, n);

    [MethodImpl(AggressiveInlining)]
    public static void UnaryRow<TOp>(float* x, float* y, int count, float a, float b) where TOp : struct, IUnaryOp =>
        FloatRows.Unary<Lanes8, TOp>(x, y, count, a, b);

    [MethodImpl(AggressiveInlining)]
    public static void BinaryRow<TOp>(float* x, int xStep, float* y, int yStep, float* z, int count) where TOp : struct, IBinaryOp =>
        FloatRows.Binary<Lanes8, TOp>(x, xStep, y, yStep, z, count);

    [MethodImpl(AggressiveInlining)]
    public static float ReduceRow<TOp>(float* x, int count) where TOp : struct, IReduceOp =>
        FloatRows.Reduce<Lanes8, TOp>(x, count);

    [MethodImpl(AggressiveInlining)]
    public static void ReduceStep<TOp>(float* x, nint stride, int count, float* accumulators, int width) where TOp : struct, IReduceOp =>
        FloatRows.ReduceStep<Lanes8, TOp>(x, stride, count, accumulators, width);

    [MethodImpl(AggressiveInlining)]
    public static void ReduceFinish<TOp>(float* accumulators, int count, float* y, int width) where TOp : struct, IReduceOp =>
        FloatRows.ReduceFinish<Lanes8, TOp>(accumulators, count, y, width);

    [MethodImpl(AggressiveInlining)]
    public static void FloatMaxPoolRow(float* input, float* output, int width, int channels, in PoolParams p) =>
        FloatRows.MaxPool<Lanes8>(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void FloatAveragePoolRow(float* input, float* output, int width, int channels, in PoolParams p) =>
        FloatRows.AveragePool<Lanes8>(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void ResizeLinearRow(
        float* upper, float* lower, float rowWeight, int* left, int* right, float* weights, float* output, nint outputPixelStride, int width, int channels) =>
        FloatRows.ResizeLinear<Lanes8>(upper, lower, rowWeight, left, right, weights, output, outputPixelStride, width, channels);

    [MethodImpl(AggressiveInlining)]
    public static void ResizeCubicRow(
        float* x0, float* x1, float* x2, float* x3, float* rowWeights, int* columns, float* weights, float* output, nint outputPixelStride, int width, int channels) =>
        FloatRows.ResizeCubic<Lanes8>(x0, x1, x2, x3, rowWeights, columns, weights, output, outputPixelStride, width, channels);

    [MethodImpl(AggressiveInlining)]
    public static void SoftmaxColumns(float* x, nint xStride, float* y, nint yStride, int count, int width) =>
        FloatRows.SoftmaxColumns<Lanes8>(x, xStride, y, yStride, count, width);

    [MethodImpl(AggressiveInlining)]
    public static void QuantizeRow(float* x, byte* y, int count, float scale, int zero) =>
        FloatRows.Quantize<Lanes8>(x, y, count, scale, zero);

    [MethodImpl(AggressiveInlining)]
    public static void DequantizeRow(byte* x, float* y, int count, float scale, int zero) =>
        FloatRows.Dequantize<Lanes8>(x, y, count, scale, zero);

    [MethodImpl(AggressiveInlining)]
    public static void MinMaxRow(float* x, int count, ref float minimum, ref float maximum) =>
        FloatRows.MinMax<Lanes8>(x, count, ref minimum, ref maximum);

    [MethodImpl(AggressiveInlining)]
    public static void Transpose32(uint* x, nint xStride, uint* y, nint yStride, int rows, int columns) =>
        TransposeBlocks.Copy(x, xStride, y, yStride, rows, columns);

    [MethodImpl(AggressiveInlining)]
    public static void Transpose8(byte* x, nint xStride, byte* y, nint yStride, int rows, int columns) =>
        TransposeBlocks.Copy(x, xStride, y, yStride, rows, columns);
}
