#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// Float rows whose one source serves every width of a vector, see <see cref="ILaneRows{TLanes}"/>; and copies. Strides are in bytes, steps and counts in
/// elements, as in <see cref="IFloatConvKernels"/>.
/// </summary>
internal unsafe interface IFloatRowKernels
{
    /// <summary>
    /// y = a x b for matrices known at run time: y[i, j] = 0, then fma(a[i, p], b[p, j], y) for p = 0..k - 1. Rows of b and y are contiguous;
    /// a has any strides.
    /// </summary>
    static abstract void MatMul(
        float* a, nint aRow, nint aColumn, float* b, nint bRow, float* y, nint yRow, int m, int k, int n);

    /// <summary>y[i] = op(x[i]); in place where y == x. <paramref name="a"/> and <paramref name="b"/> are the operator's constants.</summary>
    static abstract void UnaryRow<TOp>(float* x, float* y, int count, float a, float b) where TOp : struct, IUnaryOp;

    /// <summary>z[i] = op(x[i * xStep], y[i * yStep]); steps are 0 or 1. z may be x or y where their step is 1.</summary>
    static abstract void BinaryRow<TOp>(float* x, int xStep, float* y, int yStep, float* z, int count) where TOp : struct, IBinaryOp;

    /// <summary>
    /// Reduces a contiguous row: 8 accumulators, element i goes to number i mod 8; then 0 joins 4, 1 joins 5, 2 joins 6, 3 joins 7;
    /// 0 joins 2, 1 joins 3; 0 joins 1.
    /// </summary>
    static abstract float ReduceRow<TOp>(float* x, int count) where TOp : struct, IReduceOp;

    /// <summary>
    /// accumulators[j] takes in element j of each of <paramref name="count"/> rows of x, in their order. Begin with
    /// <see cref="IReduceOp.From"/>, end with <see cref="ReduceFinish{TOp}"/>.
    /// </summary>
    static abstract void ReduceStep<TOp>(float* x, nint stride, int count, float* accumulators, int width) where TOp : struct, IReduceOp;

    /// <summary>y[j] = the result of accumulators[j], which took in <paramref name="count"/> elements. In place where y == accumulators.</summary>
    static abstract void ReduceFinish<TOp>(float* accumulators, int count, float* y, int width) where TOp : struct, IReduceOp;

    /// <summary>The largest value of each window; a NaN is skipped.</summary>
    static abstract void FloatMaxPoolRow(float* input, float* output, int width, int channels, in PoolParams p);

    /// <summary>The sum of each window in the order (row, column), divided by Area, or by the number of pixels inside the input.</summary>
    static abstract void FloatAveragePoolRow(float* input, float* output, int width, int channels, in PoolParams p);

    /// <summary>
    /// One output row of a linear Resize, from two input rows: along the row v = fma(weight, right - left, left), then between the rows
    /// y = fma(rowWeight, lower - upper, upper). <paramref name="left"/> and <paramref name="right"/> hold byte offsets of the two input
    /// pixels for each output pixel.
    /// </summary>
    static abstract void ResizeLinearRow(
        float* upper, float* lower, float rowWeight, int* left, int* right, float* weights, float* output, nint outputPixelStride, int width, int channels);

    /// <summary>
    /// One output row of a cubic Resize, from four input rows: along each row v = fma(x, weight, v) over four pixels from 0, then y = fma(v, rowWeight, y)
    /// over the four rows from 0. <paramref name="columns"/> and <paramref name="weights"/> hold four byte offsets of input pixels and their weights for each
    /// output pixel.
    /// </summary>
    static abstract void ResizeCubicRow(
        float* x0, float* x1, float* x2, float* x3, float* rowWeights, int* columns, float* weights, float* output, nint outputPixelStride, int width, int channels);

    /// <summary>
    /// Softmax down each of <paramref name="width"/> columns: e[i] = exp(x[i] - max), y[i] = e[i] * (1 / sum), the sum in the order of the rows. In place
    /// where y == x.
    /// </summary>
    static abstract void SoftmaxColumns(float* x, nint xStride, float* y, nint yStride, int count, int width);

    /// <summary>y[i] = (x[i] - zero) * scale.</summary>
    static abstract void DequantizeRow(byte* x, float* y, int count, float scale, int zero);

    /// <summary>Widens minimum and maximum to those of a row. NaNs are skipped.</summary>
    static abstract void MinMaxRow(float* x, int count, ref float minimum, ref float maximum);

    /// <summary>y[c, r] = x[r, c] for 4-byte elements.</summary>
    static abstract void Transpose32(uint* x, nint xStride, uint* y, nint yStride, int rows, int columns);

    /// <summary>y[c, r] = x[r, c] for bytes.</summary>
    static abstract void Transpose8(byte* x, nint xStride, byte* y, nint yStride, int rows, int columns);
}
