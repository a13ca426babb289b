#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// Dense convolutions and matrix products of bytes. INT8 everywhere: activations are unsigned bytes (int8 tensors stored as value + 128), weights
/// signed bytes, sums 32 bit; docs/arithmetic.md defines each result. What one set packs only its own rows can read, so these five go together.
/// </summary>
internal unsafe interface IConvKernels
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
}
