#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// The geometry of one row of a convolution, filled once for each layer. A window is <see cref="Outer"/> x <see cref="Inner"/> segments of
/// <see cref="Depth"/> contiguous bytes; it lies wholly inside the buffer (the border is part of it). Strides of float convolutions are in bytes too.
/// </summary>
internal struct ConvParams
{
    /// <summary>Bit 0 of <see cref="Flags"/>: no weight of the layer is -128, so that two products of a signed byte with a weight fit 16 bits.</summary>
    public const int PairSafe = 1;

    /// <summary>Input bytes between the windows of neighbouring output pixels (stride * pixel stride).</summary>
    public nint PixelStep;

    /// <summary>Kernel rows.</summary>
    public int Outer;

    /// <summary>Bytes between kernel rows (dilation * row stride).</summary>
    public nint OuterStride;

    /// <summary>Segments in a kernel row: 1 where a whole kernel row is contiguous.</summary>
    public int Inner;

    /// <summary>Bytes between the segments of a kernel row (dilation * pixel stride).</summary>
    public nint InnerStride;

    /// <summary>Meaningful elements of a segment: input channels, or kernel width * channels where merged. Kernels may read on to their own depth step; packed weights are zero there.</summary>
    public int Depth;

    /// <summary>Bytes between output pixels.</summary>
    public nint OutputPixelStride;

    /// <summary>Output zero point in the storage domain, 0..255.</summary>
    public int OutputZero;

    /// <summary>Least output value in the storage domain, 0..255.</summary>
    public int Min;

    /// <summary>Greatest output value in the storage domain, 0..255.</summary>
    public int Max;

    /// <summary><see cref="PairSafe"/>, decided by the compiler from the weights.</summary>
    public int Flags;
}
