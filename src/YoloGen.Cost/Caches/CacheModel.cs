namespace YoloGen.Cost;

/// <summary>A set-associative data cache with least-recently-used replacement.</summary>
/// <param name="Bytes">Capacity.</param>
/// <param name="Ways">Lines a set holds.</param>
/// <param name="LineBytes">Bytes of a line.</param>
public sealed record CacheModel(int Bytes, int Ways, int LineBytes)
{
    /// <summary>Number of sets.</summary>
    public int Sets => Bytes / (Ways * LineBytes);

    /// <summary>Lines that <paramref name="bytes"/> contiguous bytes take, borders averaged out.</summary>
    public double Lines(double bytes) => bytes / LineBytes;

    /// <summary>
    /// Share of an array's lines that are gone when it is walked again, after <paramref name="others"/> were walked in between. Each array is
    /// contiguous, so it puts either floor or ceiling of lines / sets into a set, the ceiling with the fraction as its probability, independent of
    /// the other arrays (their addresses are); a line survives where its set saw fewer other lines than there are ways.
    /// </summary>
    /// <param name="lines">Lines of the array.</param>
    /// <param name="others">Lines of each other array.</param>
    /// <returns>0 (all there) to 1 (all gone).</returns>
    public double MissShare(double lines, params ReadOnlySpan<double> others)
    {
        if (lines <= 0)
        {
            return 0;
        }

        // probability[k]: the others put k lines above their common floor into a set.
        Span<double> probability = stackalloc double[others.Length + 1];
        probability.Clear();
        probability[0] = 1;
        int floor = 0;
        foreach (double other in others)
        {
            (int whole, double fraction) = Split(other);
            floor += whole;
            for (int k = others.Length; k >= 0; k--)
            {
                probability[k] = (probability[k] * (1 - fraction)) + (k > 0 ? probability[k - 1] * fraction : 0);
            }
        }

        (int own, double more) = Split(lines);
        double inFull = (own + 1) * more, inRest = own * (1 - more);
        return ((inFull * Gone(own + 1, probability)) + (inRest * Gone(own, probability))) / (inFull + inRest);

        double Gone(int ownLines, ReadOnlySpan<double> p)
        {
            double stays = 0;
            for (int k = 0; k < p.Length && k <= Ways - ownLines - floor; k++)
            {
                stays += p[k];
            }

            return 1 - stays;
        }
    }

    private (int Whole, double Fraction) Split(double lines)
    {
        double perSet = Math.Max(0, lines) / Sets;
        int whole = (int)Math.Min(perSet, 1 << 20);
        return (whole, Math.Min(1, perSet - whole));
    }
}
