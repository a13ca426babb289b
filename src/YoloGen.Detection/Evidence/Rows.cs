namespace YoloGen.Detection;

/// <summary>An output as a table: a row for each place that can hold an object, a column for each of its numbers.</summary>
/// <param name="Output">Index of the output.</param>
/// <param name="Places">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="ColumnsFirst">Whether a column is contiguous, as in [1, columns, places].</param>
/// <param name="Probe">What the graph does, if that is known.</param>
internal sealed record Rows(int Output, int Places, int Columns, bool ColumnsFirst, OutputProbe? Probe)
{
    private const float Half = 0.5f, AtMinusOne = 0.26894143f;

    /// <summary>What the graph does to a column.</summary>
    public FieldKind Kind(int column)
    {
        if (Probe is null)
        {
            return FieldKind.Unknown;
        }

        (float least, float most) = Range(Probe.AtZero, column);
        (float leastBelow, float mostBelow) = Range(Probe.AtMinusOne, column);
        if (!(most - least <= 0.02f))
        {
            return least >= -0.01f && most <= 1.01f && leastBelow >= -0.01f && mostBelow <= 1.01f ? FieldKind.Unit : FieldKind.Coordinate;
        }

        // Quantized layers that never fall below 0 leave a probe at -1 where it was at 0.
        bool still = Near(leastBelow, least) && Near(mostBelow, most);
        return Near(most, 0) && About(leastBelow, -1) && About(mostBelow, -1) ? FieldKind.Raw
            : Near(most, Half) && About(leastBelow, AtMinusOne) && About(mostBelow, AtMinusOne) ? FieldKind.Sigmoid
            : Near(most, Half * Half) && About(mostBelow, AtMinusOne * AtMinusOne) ? FieldKind.Sigmoid
            : Near(most, MathF.PI / 4) && !still ? FieldKind.Angle
            : still && most is > 0.001f and < 0.999f ? FieldKind.Share
            : still && least >= 0 && most <= 1 ? FieldKind.Unit
            : still && most > 1.5f ? FieldKind.Coordinate
            : FieldKind.Other;
    }

    /// <summary>The one kind of several columns, or Other where they differ.</summary>
    public FieldKind Kind(int first, int count)
    {
        FieldKind kind = Kind(first);
        for (int c = first + 1; c < first + count; c++)
        {
            if (Kind(c) != kind)
            {
                return FieldKind.Other;
            }
        }

        return kind;
    }

    /// <summary>How many columns from <paramref name="first"/> on may be scores.</summary>
    public int ScoreColumns(int first)
    {
        int at = first;
        while (at < Columns && Kind(at).MayBeScore())
        {
            at++;
        }

        return at - first;
    }

    /// <summary>The value of a column at a place where the last layers give 0.</summary>
    public float AtZero(int place, int column) => Probe!.AtZero[ColumnsFirst ? column * Places + place : place * Columns + column];

    /// <summary>Least and largest value of a column where the last layers give 0.</summary>
    public (float Least, float Most) RangeAtZero(int column) => Range(Probe!.AtZero, column);

    private (float Least, float Most) Range(IReadOnlyList<float> values, int column)
    {
        float least = float.PositiveInfinity, most = float.NegativeInfinity;
        for (int i = 0; i < Places; i++)
        {
            float value = values[ColumnsFirst ? column * Places + i : i * Columns + column];
            least = Math.Min(least, value);
            most = Math.Max(most, value);
        }

        return (least, most);
    }

    /// <summary>As far as -1 survives the steps of a quantized tail.</summary>
    private static bool About(float a, float b) => Math.Abs(a - b) <= 0.08f;

    private static bool Near(float a, float b) => Math.Abs(a - b) <= 0.02f;
}
