namespace YoloGen.Cost;

/// <summary>What a kernel in tiles of 4 x 4 outputs costs.</summary>
internal sealed record WinogradFigures
{
    /// <summary>Positions of a tile: 36 at stride 1, 25 at stride 2.</summary>
    public int Positions { get; init; } = 36;

    /// <summary>Products of a tile for each input and output channel, over all positions: 36, or 81 at stride 2.</summary>
    public int Products { get; init; } = 36;

    /// <summary>Tiles that share a load of the transformed weights.</summary>
    public required int Tiles { get; init; }

    /// <summary>Output channels of a panel.</summary>
    public required int Columns { get; init; }

    /// <summary>Cycles for 8 input channels of such a group, at one of the 36 positions.</summary>
    public required double Step { get; init; }

    /// <summary>Cycles of a group and panel at one position beyond its steps.</summary>
    public required double Product { get; init; }

    /// <summary>Cycles to transform 8 channels of one tile of the input.</summary>
    public required double Input { get; init; }

    /// <summary>Cycles to transform, requantize and store 4 channels of one tile of the output.</summary>
    public required double Output { get; init; }

    /// <summary>Cycles of a strip of tiles beyond these.</summary>
    public required double Strip { get; init; }
}
