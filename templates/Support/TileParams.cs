#nullable enable
namespace YoloGen.Generated;

/// <summary>A convolution in tiles of 4 x 4 outputs: its map, and the strides between its rows. The rest is in <see cref="ConvParams"/>.</summary>
internal struct TileParams
{
    /// <summary>Rows of the output.</summary>
    public int Height;

    /// <summary>Pixels of a row.</summary>
    public int Width;

    /// <summary>Input rows between output rows: 1 or 2.</summary>
    public int Stride;

    /// <summary>Output channels.</summary>
    public int Outputs;

    /// <summary>Input channels.</summary>
    public int Depth;

    /// <summary>Rows of tiles of a strip.</summary>
    public int Strip;

    /// <summary>Bytes between output rows.</summary>
    public nint OutputRow;
}
