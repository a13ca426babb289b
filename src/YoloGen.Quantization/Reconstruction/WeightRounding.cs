using YoloGen.Compiler.Graph;

namespace YoloGen.Quantization.Reconstruction;

/// <summary>
/// Rounds the weights of a convolution so that its results come out right rather than each weight: one after another, each up or down as makes up for
/// the errors of those before it (GPTQ, Frantar et al. 2022, which is Babai's nearest plane).
/// </summary>
internal static class WeightRounding
{
    /// <summary>Weights within [-127, 127].</summary>
    /// <param name="weights">[M, C/Group, kH, kW].</param>
    /// <param name="nearest">The nearest bytes: kept for each result channel that gets no better.</param>
    /// <param name="scales">One for each result channel.</param>
    /// <param name="moments">What the convolution reads.</param>
    public static sbyte[] Round(TensorData weights, sbyte[] nearest, IReadOnlyList<float> scales, PatchMoments moments)
    {
        float[] values = weights.Floats;
        sbyte[] bytes = [.. nearest];
        int rows = weights.Shape[0], length = moments.Length, groups = moments.Products.Length / moments.Blocks.Count;
        int groupRows = rows / groups;
        for (int group = 0; group < groups; group++)
        {
            for (int block = 0; block < moments.Blocks.Count; block++)
            {
                (int start, int count) = moments.Blocks[block];
                float[] products = moments.Products[(group * moments.Blocks.Count) + block];

                // The largest first: all others can make up for its error, for that of the last nothing can.
                int[] order = [.. Enumerable.Range(0, count).OrderByDescending(i => products[(i * count) + i])];
                if (TriangularFactor.Of(products, order) is not { } factor)
                {
                    continue;
                }

                for (int row = group * groupRows; row < (group + 1) * groupRows; row++)
                {
                    int at = (row * length) + start;
                    RoundRow(values.AsSpan(at, count), bytes.AsSpan(at, count), scales[row], factor, order);
                }
            }
        }

        return bytes;
    }

    private static void RoundRow(ReadOnlySpan<float> values, Span<sbyte> bytes, float scale, double[] factor, int[] order)
    {
        int n = order.Length;
        var carried = new double[n];
        var plain = new double[n];
        var chosen = new sbyte[n];
        double before = 0, after = 0;
        for (int i = 0; i < n; i++)
        {
            double value = values[order[i]], root = factor[(i * n) + i];
            double q = Math.Clamp(Math.Round((value + (carried[i] / root)) / scale, MidpointRounding.ToEven), -127, 127);
            chosen[i] = (sbyte)q;
            double error = value - (q * scale), nearest = value - (bytes[order[i]] * (double)scale);
            after += Square(carried[i] + (root * error));
            before += Square(plain[i] + (root * nearest));
            ReadOnlySpan<double> row = factor.AsSpan(i * n, n);
            for (int j = i + 1; j < n; j++)
            {
                carried[j] += error * row[j];
                plain[j] += nearest * row[j];
            }
        }

        for (int i = 0; i < n && after < before; i++)
        {
            bytes[order[i]] = chosen[i];
        }
    }

    private static double Square(double x) => x * x;
}
