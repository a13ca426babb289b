#nullable enable
namespace YoloGen.Generated;

/// <summary>Depthwise convolutions of floats, as in <see cref="IFloatConvKernels"/>.</summary>
internal unsafe interface IFloatDepthwiseKernels
{
    /// <summary>Bytes of packed depthwise weights, a multiple of 64.</summary>
    static abstract nuint FloatDepthwiseBytes(int channels, int taps);

    /// <summary>Packs depthwise weights: <paramref name="taps"/> (kernel rows * columns) floats for each channel. <paramref name="bias"/> may be null.</summary>
    static abstract void PackFloatDepthwise(float* packed, float* weights, int channels, int taps, float* bias);

    /// <summary>Convolves one row, each channel with its own kernel: Outer and Inner are kernel rows and columns, Depth is 1.</summary>
    static abstract void FloatDepthwiseRow(float* input, float* packed, float* output, int width, int channels, in ConvParams p);
}
