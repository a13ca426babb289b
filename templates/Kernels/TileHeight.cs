#nullable enable
namespace YoloGen.Generated;

/// <summary>Rows (output pixels) of a register tile as a type, so that one source method becomes one straight-line tile for each height.</summary>
internal interface ITileHeight
{
    /// <summary>Pixels in the tile.</summary>
    static abstract int Height { get; }
}

internal struct Height1 : ITileHeight
{
    public static int Height => 1;
}

internal struct Height2 : ITileHeight
{
    public static int Height => 2;
}

internal struct Height3 : ITileHeight
{
    public static int Height => 3;
}

internal struct Height4 : ITileHeight
{
    public static int Height => 4;
}

internal struct Height5 : ITileHeight
{
    public static int Height => 5;
}

internal struct Height6 : ITileHeight
{
    public static int Height => 6;
}

internal struct Height8 : ITileHeight
{
    public static int Height => 8;
}
