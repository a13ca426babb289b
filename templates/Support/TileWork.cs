#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// A thread's rows of a convolution in tiles: first its share of the rows of tiles, strip by strip, then its share of single rows, which the direct kernel
/// computes: those at the bottom that fill no tile, and rows of tiles that are left over when each thread has the same number, where sharing their rows is
/// faster than giving one thread a row of tiles more.
/// </summary>
internal ref struct TileWork
{
    private const int Side = 4;
    private readonly int _strip;
    private readonly int _tileEnd;
    private readonly int _rowEnd;
    private int _tile;
    private int _row;

    /// <summary>The share of a thread.</summary>
    public TileWork(int part, int parts, in TileParams t)
    {
        // A row by the direct kernel takes about 0.4 of a row of tiles, which is four rows.
        int down = t.Height / Side, left = down % parts, tiles = left * Side * 2 <= parts * 5 ? down - left : down;
        _strip = t.Strip;
        (_tile, _tileEnd) = Part.Rows(tiles, part, parts);
        (_row, _rowEnd) = Part.Rows(t.Height - tiles * Side, part, parts);
        _row += tiles * Side;
        _rowEnd += tiles * Side;
    }

    /// <summary>Rows of the next piece: whole rows of tiles, or single ones.</summary>
    public bool Next(out int row, out int rowEnd, out bool areTiles)
    {
        areTiles = _tile < _tileEnd;
        if (areTiles)
        {
            row = _tile * Side;
            _tile = Math.Min(_tile + _strip, _tileEnd);
            rowEnd = _tile * Side;
            return true;
        }
        row = _row;
        _row = rowEnd = _rowEnd;
        return row < rowEnd;
    }
}
