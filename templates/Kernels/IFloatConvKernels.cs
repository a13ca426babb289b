#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// Dense convolutions of floats. Strides are in bytes, steps and counts in elements; nothing is read or written outside the elements named, but for
/// packed weights. Every number that is not a NaN has the same bits on every instruction set.
/// </summary>
internal unsafe interface IFloatConvKernels
{
    /// <summary>Output channels in a panel of packed weights.</summary>
    static abstract int FloatConvColumns { get; }

    /// <summary>Bytes of a packed panel, a multiple of 64: biases, then weights by (kernel row, segment, depth, column).</summary>
    static abstract nuint FloatConvPanelBytes(int outer, int inner, int depth);

    /// <summary>
    /// Packs <paramref name="channels"/> (1 to <see cref="FloatConvColumns"/>) outputs: <paramref name="weights"/> holds
    /// outer * inner * depth floats for each, one output after the other. <paramref name="bias"/> may be null.
    /// </summary>
    static abstract void PackFloatConvPanel(float* panel, float* weights, int channels, int outer, int inner, int depth, float* bias);

    /// <summary>
    /// Convolves one row: sum = bias; for each kernel row, segment and depth: sum = fma(x, w, sum). Also matrix products with constant
    /// weights (pixels are rows of A, depth is the inner dimension) and, one kernel phase at a time, transposed convolutions.
    /// </summary>
    static abstract void FloatConvRow(float* input, float* panel, float* output, int width, int channels, in ConvParams p);
}
