namespace YoloGen.Quantization.Reconstruction;

/// <summary>
/// An upper triangular R with R R' = H (and a little more on the diagonal): e'He is the sum over i of (R[i,i] e[i] + sum over j below i of R[j,i] e[j]) squared,
/// so rounding errors can be chosen one after another, each against those before it.
/// </summary>
internal static class TriangularFactor
{
    /// <summary>Of the mean of the diagonal, added to it: a sample says little about directions that it hardly has.</summary>
    private const double Damping = 0.01;

    /// <summary>Factors H[order[i], order[j]].</summary>
    /// <param name="lower">H, the lower triangle, row-major.</param>
    /// <param name="order">In which order values are rounded.</param>
    /// <returns>R row-major, zero below the diagonal; null where H is zero.</returns>
    public static double[]? Of(float[] lower, int[] order)
    {
        int n = order.Length;
        double mean = 0;
        for (int i = 0; i < n; i++)
        {
            mean += lower[(i * n) + i] / (double)n;
        }

        if (!(mean > 0) || !double.IsFinite(mean))
        {
            return null;
        }

        // In rows from the last to the first; row j holds H[j, 0..j] until its turn comes.
        var h = new double[n * n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j <= i; j++)
            {
                (int a, int b) = (Math.Max(order[i], order[j]), Math.Min(order[i], order[j]));
                h[(i * n) + j] = lower[(a * n) + b] + (i == j ? Damping * mean : 0);
            }
        }

        var r = new double[n * n];
        for (int i = n - 1; i >= 0; i--)
        {
            double root = Math.Sqrt(Math.Max(h[(i * n) + i], 1e-6 * mean));
            Span<double> column = h.AsSpan(i * n, i);
            r[(i * n) + i] = root;
            for (int j = 0; j < i; j++)
            {
                column[j] /= root;
                r[(j * n) + i] = column[j];
            }

            for (int j = 0; j < i; j++)
            {
                double factor = column[j];
                if (factor != 0)
                {
                    Span<double> row = h.AsSpan(j * n, j + 1);
                    for (int k = 0; k < row.Length; k++)
                    {
                        row[k] -= factor * column[k];
                    }
                }
            }
        }

        return r;
    }
}
