#nullable enable
namespace YoloGen.Generated;

/// <summary>Depthwise convolutions of bytes. What one set packs only its own rows can read, so these four go together.</summary>
internal unsafe interface IDepthwiseKernels
{
    /// <summary>Bytes of packed depthwise weights of all channels, a multiple of 64.</summary>
    static abstract nuint DepthwiseBytes(int channels, int outer, int inner);

    /// <summary>Packs depthwise weights: outer * inner contiguous bytes for each channel. <paramref name="scale"/> may be null.</summary>
    static abstract void PackDepthwise(byte* packed, sbyte* weights, int channels, int outer, int inner, int* bias, float* scale);

    /// <summary>One row of a depthwise convolution, all channels. Depth is 1, InnerStride the distance of kernel columns.</summary>
    static abstract void DepthwiseRow(byte* input, byte* packed, byte* output, int width, int channels, in ConvParams p);

    /// <summary>The same row as raw sums, bias included.</summary>
    static abstract void DepthwiseRowInt32(byte* input, byte* packed, int* output, int width, int channels, in ConvParams p);
}
