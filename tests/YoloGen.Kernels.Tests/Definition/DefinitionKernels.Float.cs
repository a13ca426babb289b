#nullable enable
using System;
using YoloGen.Generated;

namespace YoloGen.Kernels.Tests.Definition;

/// <content>No floats: the interpreter's tests compare those with ONNX Runtime and emitted classes with the interpreter.</content>
internal unsafe partial struct DefinitionKernels
{
    public static int FloatConvColumns => throw new NotSupportedException();

    public static nuint FloatConvPanelBytes(int outer, int inner, int depth) => throw new NotSupportedException();

    public static void PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias) => throw new NotSupportedException();

    public static void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p) => throw new NotSupportedException();

    public static nuint FloatDepthwiseBytes(int channels, int taps) => throw new NotSupportedException();

    public static void PackFloatDepthwise(float* packed, float* weights, int channels, int taps, float* bias) => throw new NotSupportedException();

    public static void FloatDepthwiseRow(float* input, float* packed, float* output, int width, int channels, in ConvParams p) => throw new NotSupportedException();

    public static void MatMul(float* a, nint aRow, nint aColumn, float* b, nint bRow, float* y, nint yRow, int m, int k, int n) => throw new NotSupportedException();

    public static void UnaryRow<TOp>(float* x, float* y, int count, float a, float b) where TOp : struct, IUnaryOp => throw new NotSupportedException();

    public static void BinaryRow<TOp>(float* x, int xStep, float* y, int yStep, float* z, int count) where TOp : struct, IBinaryOp => throw new NotSupportedException();

    public static float ReduceRow<TOp>(float* x, int count) where TOp : struct, IReduceOp => throw new NotSupportedException();

    public static void ReduceStep<TOp>(float* x, nint stride, int count, float* accumulators, int width) where TOp : struct, IReduceOp => throw new NotSupportedException();

    public static void ReduceFinish<TOp>(float* accumulators, int count, float* y, int width) where TOp : struct, IReduceOp => throw new NotSupportedException();

    public static void FloatMaxPoolRow(float* input, float* output, int width, int channels, in PoolParams p) => throw new NotSupportedException();

    public static void FloatAveragePoolRow(float* input, float* output, int width, int channels, in PoolParams p) => throw new NotSupportedException();

    public static void ResizeLinearRow(float* upper, float* lower, float rowWeight, int* left, int* right, float* weights, float* output, nint outputPixelStride, int width, int channels) => throw new NotSupportedException();

    public static void ResizeCubicRow(float* x0, float* x1, float* x2, float* x3, float* rowWeights, int* columns, float* weights, float* output, nint outputPixelStride, int width, int channels) => throw new NotSupportedException();

    public static void SoftmaxColumns(float* x, nint xStride, float* y, nint yStride, int count, int width) => throw new NotSupportedException();

    public static void QuantizeRow(float* x, byte* y, int count, float scale, int zero) => throw new NotSupportedException();

    public static void DequantizeRow(byte* x, float* y, int count, float scale, int zero) => throw new NotSupportedException();

    public static void MinMaxRow(float* x, int count, ref float minimum, ref float maximum) => throw new NotSupportedException();

    public static void Transpose32(uint* x, nint xStride, uint* y, nint yStride, int rows, int columns) => throw new NotSupportedException();

    public static void Transpose8(byte* x, nint xStride, byte* y, nint yStride, int rows, int columns) => throw new NotSupportedException();
}
