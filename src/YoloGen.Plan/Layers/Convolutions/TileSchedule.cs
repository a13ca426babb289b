namespace YoloGen.Plans;

/// <summary>The loops around a convolution in tiles of 4 x 4 outputs.</summary>
/// <param name="Split">How the work is given to the threads: rows of tiles, or panels of outputs of all tiles.</param>
/// <param name="Strip">Rows of tiles that go through all weights together.</param>
public readonly record struct TileSchedule(WorkSplit Split, int Strip)
{
    /// <summary>The schedule as the fields tile_split and strip.</summary>
    public TileSchedule Visit(LayerFields fields) => new(fields.Word("tile_split", Split), fields.Int("strip", Strip, 1, 65536));
}
