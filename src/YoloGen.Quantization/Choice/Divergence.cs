using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Choice;

/// <summary>Kullback-Leibler divergence between a histogram whose ends are pushed into a range and what 256 levels leave of it.</summary>
internal static class Divergence
{
    private const int Levels = 256;

    public static double Of(Histogram histogram, ValueRange range)
    {
        int low = histogram.BinOf(range.Min), high = histogram.BinOf(range.Max);
        int bins = high - low + 1;
        if (bins < Levels)
        {
            return double.PositiveInfinity;
        }

        ReadOnlySpan<long> counts = histogram.Counts;
        double[] clipped = new double[bins];
        double total = 0;
        for (int bin = 0; bin < counts.Length; bin++)
        {
            clipped[Math.Clamp(bin - low, 0, bins - 1)] += counts[bin];
            total += counts[bin];
        }

        double divergence = 0;
        for (int level = 0; level < Levels; level++)
        {
            int from = (int)((long)level * bins / Levels), to = (int)((long)(level + 1) * bins / Levels);
            double inside = 0;
            int used = 0;
            for (int i = from; i < to; i++)
            {
                inside += counts[low + i];
                used += counts[low + i] > 0 ? 1 : 0;
            }

            for (int i = from; i < to; i++)
            {
                if (clipped[i] > 0)
                {
                    double q = counts[low + i] > 0 ? inside / used : 1e-3;
                    divergence += clipped[i] / total * Generated.HeadMath.LogDouble(clipped[i] / q);
                }
            }
        }

        return divergence;
    }
}
