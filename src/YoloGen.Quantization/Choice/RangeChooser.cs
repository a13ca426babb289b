using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Choice;

/// <summary>Chooses the range of one tensor from its histogram.</summary>
internal static class RangeChooser
{
    private const double CutShare = 5e-5;

    /// <summary>Each step of the search narrows a range by this; 64 of them reach 2 % of it.</summary>
    private const double Step = 0.94;
    private const int Steps = 64;
    private const int Rounds = 3;

    /// <param name="histogram">The tensor's values.</param>
    /// <param name="method">What is looked for.</param>
    /// <param name="function">What the tensor's only reader makes of the middle of each bin; null for the value itself.</param>
    public static ValueRange Choose(Histogram histogram, RangeMethod method, double[]? function = null)
    {
        if (histogram.Width <= 0 || method == RangeMethod.MinMax)
        {
            return histogram.Range;
        }

        return method switch
        {
            RangeMethod.Percentile => Percentile(histogram),
            RangeMethod.Entropy => Search(histogram.Range, r => Divergence.Of(histogram, r)),
            _ => Search(histogram.Range, r => new ByteError(histogram, r, function).Sum()),
        };
    }

    private static ValueRange Percentile(Histogram histogram)
    {
        long total = 0;
        foreach (long count in histogram.Counts)
        {
            total += count;
        }

        long cut = (long)(total * CutShare);
        int low = 0, high = Histogram.Bins - 1;
        for (long below = 0; low < high && (below += histogram.Counts[low]) <= cut; low++)
        {
        }

        for (long above = 0; high > low && (above += histogram.Counts[high]) <= cut; high--)
        {
        }

        ValueRange all = histogram.Range;
        return new ValueRange(
            low == 0 ? all.Min : Math.Min(0, (float)(all.Min + (low * histogram.Width))),
            high == Histogram.Bins - 1 ? all.Max : Math.Max(0, (float)(all.Min + ((high + 1) * histogram.Width))));
    }

    /// <summary>The best upper end for a lower end, then the best lower end for that, until nothing gets better; the whole range where all are alike.</summary>
    private static ValueRange Search(ValueRange all, Func<ValueRange, double> loss)
    {
        ValueRange best = all;
        double least = loss(all);
        for (int round = 0; round < Rounds; round++)
        {
            ValueRange before = best;
            double factor = 1;
            for (int i = 0; i < Steps; i++, factor *= Step)
            {
                Try(best with { Max = (float)(all.Max * factor) });
            }

            factor = 1;
            for (int i = 0; i < Steps; i++, factor *= Step)
            {
                Try(best with { Min = (float)(all.Min * factor) });
            }

            if (best == before)
            {
                break;
            }
        }

        return best;

        void Try(ValueRange range)
        {
            if (range.Max - range.Min > 0 && loss(range) is var found && found < least)
            {
                (best, least) = (range, found);
            }
        }
    }
}
