namespace YoloGen.Vision;

/// <summary>Which pixel of a mask belongs to which pixel of a photo: one grid for all masks of a photo.</summary>
/// <param name="Columns">Pixels of a mask's row.</param>
/// <param name="Rows">Rows of a mask.</param>
/// <param name="ColumnOf">The mask's column for each column of the photo.</param>
/// <param name="RowOf">The mask's row for each row of the photo.</param>
public sealed record MaskGrid(int Columns, int Rows, IReadOnlyList<int> ColumnOf, IReadOnlyList<int> RowOf);

/// <summary>The pixels of a found object, in the resolution of the network.</summary>
/// <param name="Values">A byte for each pixel of the mask, row by row: 0 where the object is not.</param>
/// <param name="Grid">Where they lie in the photo.</param>
public sealed record DetectedMask(byte[] Values, MaskGrid Grid)
{
    /// <summary>Whether a pixel of the photo is the object's.</summary>
    /// <param name="x">From the left edge.</param>
    /// <param name="y">From the top edge.</param>
    public bool Contains(int x, int y) => Values[Grid.RowOf[y] * Grid.Columns + Grid.ColumnOf[x]] != 0;
}
