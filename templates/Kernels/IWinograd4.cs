#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// The parts of an exact integer Winograd convolution F(4x4, 3x3), one struct for each kernel; <see cref="Winograd4"/> puts them together and says what
/// the numbers are. A plane belongs to one of 36 positions; 16-bit values of the input, V, stand in a plane in groups of tiles, in a group as
/// <c>[channel / 8][tile][8]</c>; weights, U, in panels of outputs; products, M, as <c>[tile][lane]</c>, 32 bit.
/// </summary>
internal unsafe interface IWinograd4
{
    /// <summary>Stride of the convolution: 1, or 2, for which <see cref="WinogradForm"/> says what differs.</summary>
    static virtual int Stride => 1;

    /// <summary>Outputs in a whole panel.</summary>
    static abstract int PanelOutputs { get; }

    /// <summary>Lanes that a panel of <paramref name="outputs"/> (1..PanelOutputs) takes, a multiple of 4.</summary>
    static abstract int Width(int outputs);

    /// <summary>The lane of an output in a panel of that width: in M, and in the panel's biases and scales.</summary>
    static abstract int Lane(int output, int width);

    /// <summary>Input channels that stand beside each other in a panel of U, <c>[channel / Interleave][lane][Interleave]</c>: 1 or 2.</summary>
    static abstract int Interleave { get; }

    /// <summary>Tiles of the next group where <paramref name="tiles"/> (1 or more) are left.</summary>
    static abstract int Group(int tiles);

    /// <summary>
    /// V of one tile: B^T d B of 6x6 pixels from <paramref name="window"/> (row stride p.OuterStride, pixel stride p.PixelStep / Stride) for all channels. May read on to
    /// 15 bytes behind a pixel's channels; what it writes for channels beyond <paramref name="depth"/> meets weights of zero.
    /// </summary>
    static abstract void Input(byte* window, byte* v, nint planeStride, nint blockStride, int depth, in ConvParams p);

    /// <summary>
    /// M of one position, one panel and <paramref name="groups"/> groups of as many tiles, which follow each other <paramref name="skip"/> values a tile apart:
    /// <paramref name="start"/> (one number for each lane) and the sums over channels of V * U, modulo 2^32. Channels go up to a multiple of 8.
    /// </summary>
    static abstract void Products(short* v, short* u, int* start, int* m, int tiles, int groups, int width, int depth, nint skip);

    /// <summary>
    /// The 4x4 output pixels of one tile and one panel: A^T M A, times the inverse of 9, requantized with <paramref name="scale"/> (one for each lane, already
    /// divided by a power of two). <paramref name="channels"/> outputs exist and are written.
    /// </summary>
    static abstract void Output(int* m, nint planeStride, float* scale, byte* output, nint rowStride, int channels, in ConvParams p);
}
