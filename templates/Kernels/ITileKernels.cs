#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// Convolutions of bytes in tiles of 4 x 4 outputs (<see cref="Winograd4"/>). An instruction set may have several such kernels; they are numbered from 1, as
/// the compiler's table of kernels numbers them. These go together.
/// </summary>
internal unsafe interface ITileKernels
{
    /// <summary>Bytes of packed weights.</summary>
    static abstract nuint TilePackedBytes(int kernel, int outputs, int depth);

    /// <summary>Packs weights [outputs, 3, 3, depth]; false, and nothing is written, where a sum could leave the range that tiles need.</summary>
    static abstract bool PackTiles(int kernel, byte* packed, sbyte* weights, int outputs, int depth, int* bias, float* scale);

    /// <summary>Panels of outputs that threads can share.</summary>
    static abstract int TilePanels(int kernel, int outputs);

    /// <summary>Bytes of the transformed inputs of so many tiles.</summary>
    static abstract nuint TileInputBytes(int kernel, int tiles, int depth);

    /// <summary>Bytes of scratch memory of a thread for the products of so many tiles.</summary>
    static abstract nuint TileOutputBytes(int kernel, int tiles, int outputs);

    /// <summary>Transforms the inputs of some tiles of a block.</summary>
    static abstract void TileInput(int kernel, byte* input, byte* v, int tileRows, int tileColumns, int first, int end, int depth, in ConvParams p);

    /// <summary>Products and outputs of some panels for all tiles of a block.</summary>
    static abstract void TileOutputs(
        int kernel, byte* v, byte* packed, byte* output, nint outputRow, byte* m, int tileRows, int tileColumns, int firstPanel, int endPanel, int outputs, int depth, in ConvParams p);
}
