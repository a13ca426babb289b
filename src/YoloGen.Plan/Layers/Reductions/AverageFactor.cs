using System;

namespace YoloGen.Plans;

/// <summary>
/// One factor for a mean of bytes: where it exists, round_half_even(float(sum of (x - input zero)) * factor) + output zero is, for every content of a
/// window, the byte of the chain of floats that defines the layer (docs/arithmetic.md). The chain depends on each byte, so that it is known only to lie
/// near the real mean; the factor holds if no rounding boundary lies that near to the mean of any sum.
/// </summary>
internal static class AverageFactor
{
    /// <summary>Sums beyond do not fit the 16 bits in which a kernel adds.</summary>
    private const int MostTaps = 257;

    /// <summary>Scales between which all numbers of the chain are normal ones, so that its roundings are relative to them.</summary>
    private const float LeastScale = 1e-30f, GreatestScale = 1e30f;

    /// <summary>Half a unit in the last place, relative, and a little more for products of such errors.</summary>
    private const double Rounding = 1.001 / (1 << 24);

    /// <summary>A factor that holds for windows of <paramref name="taps"/> bytes; null if none of the nearest does.</summary>
    public static float? Find(QAveragePoolLayer layer, int taps)
    {
        float nearest = (float)(layer.InputScale / ((double)taps * layer.OutputScale));
        if (taps > MostTaps || !IsNormal(layer.InputScale) || !IsNormal(layer.OutputScale) || !(nearest > 1e-6f) || !(nearest < 1e6f))
        {
            return null;
        }

        int bits = BitConverter.ToInt32(BitConverter.GetBytes(nearest), 0);
        foreach (int step in new[] { 0, 1, -1, 2, -2 })
        {
            float factor = BitConverter.ToSingle(BitConverter.GetBytes(bits + step), 0);
            if (Holds(layer, taps, factor))
            {
                return factor;
            }
        }

        return null;
    }

    private static bool IsNormal(float scale) => scale >= LeastScale && scale <= GreatestScale;

    private static bool Holds(QAveragePoolLayer layer, int taps, float factor)
    {
        int zero = layer.OutputZero + layer.Shift, low = layer.InputZero, high = 255 - low;
        double step = layer.InputScale / ((double)taps * layer.OutputScale);
        for (int sum = -taps * low; sum <= taps * high; sum++)
        {
            // Magnitudes add up to the sum's, and twice what the smaller sign can bring in.
            double magnitudes = Math.Min((double)taps * Math.Max(low, high), Math.Abs(sum) + (2.0 * taps * Math.Min(low, high)));
            double error = Rounding * ((taps * magnitudes * step) + (3 * Math.Abs(sum) * step) + 256);
            double mean = sum * step;
            double byFactor = Math.Round((double)(float)(sum * factor), MidpointRounding.ToEven) + zero;
            if (Byte(mean - error) != Byte(mean + error) || Byte(mean) != Clamp(byFactor))
            {
                return false;
            }
        }

        return true;

        // The chain adds the zero point of the model's domain before it rounds.
        double Byte(double mean) => Clamp(Math.Round(mean + layer.OutputZero, MidpointRounding.ToEven) + layer.Shift);

        double Clamp(double value) => Math.Max(0, Math.Min(255, value));
    }
}
