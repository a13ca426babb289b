#nullable enable
namespace YoloGen.Generated;

/// <summary>
/// What depends on the stride. Stride 1 is F(4x4, 3x3): 36 positions. With stride 2 the pixels of even and odd rows and columns are four images (phases) of
/// which each output sees 2x2 (rows or columns 0 and 2 of the weights on even ones, 1 and a zero on odd ones): F(4x4, 2x2), 25 positions, one sum over
/// channels of all phases.
/// <code>
/// V = B^T d B   points 0, 1, -1, 2, infinity: |V| at most 36 * 255 = 9180
/// U = G w G^T   G is 6 times the usual one: |U| at most 36 * 128 = 4608
/// A^T M A = 36 y modulo 2^32, times the inverse of 9 = 4 y
/// </code>
/// Position 4 of a row or column is weight 2 alone: odd phases have none there, which leaves 81 products a channel and tile, where the direct form has 144.
/// </summary>
internal static class WinogradForm
{
    /// <summary>Positions in a row or column.</summary>
    public static int Side<W>()
        where W : struct, IWinograd4 => W.Stride == 1 ? 6 : 5;

    /// <summary>Positions.</summary>
    public static int Positions<W>()
        where W : struct, IWinograd4 => Side<W>() * Side<W>();

    /// <summary>The position (1, 1), which counts once in each output: its sums start with the bias.</summary>
    public static int BiasPosition<W>()
        where W : struct, IWinograd4 => Side<W>() + 1;

    /// <summary>A^T M A for y = 1.</summary>
    public static int Unit<W>()
        where W : struct, IWinograd4 => W.Stride == 1 ? 576 : 36;

    /// <summary>The power of two by which the result is too large.</summary>
    public static float Excess<W>()
        where W : struct, IWinograd4 => W.Stride == 1 ? 64 : 4;

    /// <summary>What a sum must stay under.</summary>
    public static long Limit<W>()
        where W : struct, IWinograd4 => W.Stride == 1 ? Winograd4Range.Limit : Winograd4Range.LimitOfStride2;

    /// <summary>The most phases of a position.</summary>
    public static int Phases<W>()
        where W : struct, IWinograd4 => W.Stride == 1 ? 1 : 4;

    /// <summary>Phases of a position; their channels follow each other, those of a phase up to a multiple of 8.</summary>
    public static int Phases<W>(int position)
        where W : struct, IWinograd4 => W.Stride == 1 ? 1 : (position < 20 ? 2 : 1) * (position % 5 < 4 ? 2 : 1);

    /// <summary>Phases of all positions before one (up to 25 or 36, which is none).</summary>
    public static int PhasesBefore<W>(int position)
        where W : struct, IWinograd4 => W.Stride == 1 ? position : position < 20 ? position / 5 * 18 + position % 5 * 4 : 72 + (position - 20) * 2 - position / 25;

    /// <summary>Which of a position's phases that of odd or even rows and columns is, or -1 where it has none.</summary>
    public static int PhaseAt(int position, int oddRow, int oddColumn)
    {
        bool last = position % 5 == 4;
        return position >= 20 && oddRow != 0 || last && oddColumn != 0 ? -1 : last ? oddRow : 2 * oddRow + oddColumn;
    }
}
