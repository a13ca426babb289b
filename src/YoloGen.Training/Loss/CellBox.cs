using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>A box as a cell's raw values give it, in cells, differentiated by its raw x, y, w and h.</summary>
internal static class CellBox
{
    /// <summary>Sizes stay below e^4 anchors, so that one wild value cannot drown the rest of a batch.</summary>
    private const double LargestExponent = 4;

    /// <param name="spec">Network.</param>
    /// <param name="o">Its output.</param>
    /// <param name="values">Raw values in the output's layout: its own, or a teacher's.</param>
    /// <param name="at">Index of the box's objectness, from <see cref="ScaleOutput.At"/>.</param>
    /// <param name="anchor">Anchor of the scale.</param>
    /// <param name="row">Row of the cell.</param>
    /// <param name="column">Column of the cell.</param>
    public static (Dual4 X, Dual4 Y, Dual4 W, Dual4 H) Decode(NetworkSpec spec, ScaleOutput o, float[] values, int at, int anchor, int row, int column)
    {
        int p = o.Plane;
        double shift = (spec.CenterScale - 1) / 2;
        (float anchorW, float anchorH) = spec.Anchors[o.Scale * spec.AnchorsPerCell + anchor];
        Dual4 x = new Dual4(values[at + p], d0: 1).Sigmoid() * spec.CenterScale + (column - shift);
        Dual4 y = new Dual4(values[at + 2 * p], d1: 1).Sigmoid() * spec.CenterScale + (row - shift);
        Dual4 w = new Dual4(values[at + 3 * p], d2: 1).Exp(LargestExponent) * (anchorW / o.Stride);
        Dual4 h = new Dual4(values[at + 4 * p], d3: 1).Exp(LargestExponent) * (anchorH / o.Stride);
        return (x, y, w, h);
    }
}
