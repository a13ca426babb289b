namespace YoloGen.Quantization.Calibration;

/// <summary>How many values of a tensor fall into each of 2,048 equal parts of its range: eight for each byte that a value can become.</summary>
internal sealed class Histogram
{
    /// <summary>Number of parts.</summary>
    public const int Bins = 2048;

    private readonly long[] _counts = new long[Bins];
    private readonly float _perUnit;

    /// <param name="range">Of all values that will be counted.</param>
    public Histogram(ValueRange range)
    {
        Range = range;
        Width = ((double)range.Max - range.Min) / Bins;
        _perUnit = Width > 0 ? (float)(1 / Width) : 0;
    }

    public ValueRange Range { get; }

    /// <summary>Width of a part; 0 where all values are the same.</summary>
    public double Width { get; }

    public ReadOnlySpan<long> Counts => _counts;

    /// <summary>The value in the middle of a part.</summary>
    public double Center(int bin) => Range.Min + ((bin + 0.5) * Width);

    /// <summary>The part that holds a value; the outermost ones hold what lies beyond.</summary>
    public int BinOf(float value) => (int)Math.Clamp((value - Range.Min) * _perUnit, 0, Bins - 1);

    public void Add(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            _counts[BinOf(value)]++;
        }
    }

    /// <summary>Share of the values outside a range, to a bin.</summary>
    public double ShareOutside(ValueRange range)
    {
        long outside = 0, all = 0;
        for (int bin = 0; bin < Bins; bin++)
        {
            all += _counts[bin];
            outside += Center(bin) < range.Min || Center(bin) > range.Max ? _counts[bin] : 0;
        }

        return outside / (double)Math.Max(1, all);
    }
}
