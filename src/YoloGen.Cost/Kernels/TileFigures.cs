namespace YoloGen.Cost;

/// <summary>
/// What a tile of a convolution kernel costs: the tile's sums stay in registers while it walks the window, segment by segment (a run of contiguous
/// input values), in steps of <see cref="Depth"/> values.
/// </summary>
internal sealed record TileFigures
{
    /// <summary>Output pixels of a tile.</summary>
    public required int Pixels { get; init; }

    /// <summary>Output channels of a tile.</summary>
    public required int Columns { get; init; }

    /// <summary>Input values of a step.</summary>
    public required int Depth { get; init; }

    /// <summary>Cycles of a full step of a whole tile.</summary>
    public required double Step { get; init; }

    /// <summary>Cycles of the step that takes the last values of a segment where half a step suffices; 0 if the kernel has no such step.</summary>
    public double HalfStep { get; init; }

    /// <summary>Cycles for each <see cref="PackedDepth"/> values of a segment that fill neither a step nor half of one; 0 if a whole or half a step takes them.</summary>
    public double RestStep { get; init; }

    /// <summary>Cycles of a segment beyond its steps.</summary>
    public required double Segment { get; init; }

    /// <summary>Cycles of a tile beyond its segments: start, requantization, store.</summary>
    public required double Tile { get; init; }

    /// <summary>Cycles of a call for one row and one panel.</summary>
    public required double Row { get; init; }

    /// <summary>Cycles for each value of a panel that has fewer columns than the tile.</summary>
    public double PartValue { get; init; }

    /// <summary>Share of a whole tile's steps that a tile of fewer pixels costs, for each missing pixel's share: 1 means in proportion.</summary>
    public required double RestTile { get; init; }

    /// <summary>Bytes of a panel above which the kernel walks it kernel row by kernel row, some pixels at a time, with the sums so far in memory; 0 if it never does.</summary>
    public int SliceBytes { get; init; }

    /// <summary>Pixels whose sums wait in memory.</summary>
    public int SlicePixels { get; init; } = 64;

    /// <summary>Bytes of packed weights for one input value and all columns, and of the header with biases and scales.</summary>
    public required (int Value, int Header) PanelBytes { get; init; }

    /// <summary>Values of a segment's depth as packed.</summary>
    public required int PackedDepth { get; init; }
}
