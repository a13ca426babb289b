namespace YoloGen.Compiler.Planning;

/// <summary>
/// Finds the two straight lines that a table of 256 bytes follows, entry by entry: tables of leaky ReLUs and of other scales do. Two products and a maximum
/// are then cheaper than a table that fills half of the vector registers.
/// </summary>
internal static class SlopesSearch
{
    private const int One = 1 << 15;

    /// <summary>A layer without operands that gives each entry of the table; null if there is none.</summary>
    /// <param name="table">256 storage bytes, indexed by storage bytes.</param>
    public static SlopesLayer? Find(ReadOnlySpan<byte> table)
    {
        for (int shift = 0; shift <= SlopesLayer.MostShift; shift++)
        {
            for (int zero = 0; zero <= 255 << shift; zero++)
            {
                byte before = table[zero >> shift], behind = table[Math.Min(255, (zero >> shift) + 1)];
                if ((Find(table, zero, shift, before) ?? (behind == before ? null : Find(table, zero, shift, behind))) is { } lines)
                {
                    return lines;
                }
            }
        }

        return null;
    }

    private static SlopesLayer? Find(ReadOnlySpan<byte> table, int zero, int shift, int outputZero)
    {
        if (Slopes(table, zero, shift, outputZero, above: true) is not { } rise || Slopes(table, zero, shift, outputZero, above: false) is not { } fall || rise.Most < fall.Least)
        {
            return null;
        }

        // The middle of what is possible; the maximum takes the right line on either side only where the line above is the steeper one.
        int steep = Math.Max((rise.Least + rise.Most) / 2, fall.Least), flat = Math.Min((fall.Least + fall.Most) / 2, steep);
        return new SlopesLayer { Zero = zero, Shift = shift, Rise = steep, Fall = flat, OutputZero = outputZero };
    }

    /// <summary>Slopes that give all entries above, or below, the point where the lines meet.</summary>
    private static (int Least, int Most)? Slopes(ReadOnlySpan<byte> table, int zero, int shift, int outputZero, bool above)
    {
        long least = short.MinValue, most = short.MaxValue;
        for (int x = above ? zero >> shift : 0; x < 256 && least <= most; x++)
        {
            // value * 2^15 - 2^14 <= t * slope < value * 2^15 + 2^14, open to where the byte saturates.
            long t = (x << shift) - zero, value = table[x] - outputZero;
            long low = table[x] == 0 ? -(1L << 40) : (value * One) - (One / 2), high = table[x] == 255 ? 1L << 40 : (value * One) + (One / 2) - 1;
            if (t == 0 && value != 0)
            {
                return null;
            }

            if (!above && t >= 0)
            {
                break;
            }

            if (t != 0 && t > 0 == above)
            {
                least = Math.Max(least, t > 0 ? CeilingOf(low, t) : CeilingOf(-high, -t));
                most = Math.Min(most, t > 0 ? FloorOf(high, t) : FloorOf(-low, -t));
            }
        }

        return least <= most ? ((int)least, (int)most) : null;
    }

    /// <summary>The quotient rounded up; the divisor is positive.</summary>
    private static long CeilingOf(long a, long b) => -FloorOf(-a, b);

    private static long FloorOf(long a, long b) => (a / b) - (a % b < 0 ? 1 : 0);
}
