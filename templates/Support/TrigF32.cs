#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Sine and its relatives of one float, in double precision by multiplications and additions alone: within 0.51 units in the last place, the same bits everywhere.
/// Angles of any size are reduced to a quarter turn without loss.
/// </summary>
internal static class TrigF32
{
    private const double TwoOverPi = 0.6366197723675814, HalfPi = 1.5707963267948966;

    /// <summary>pi / 2 in two parts, the first of 33 bits: its products with whole numbers up to 2^20 are exact.</summary>
    private const double HalfPiHigh = 1.5707963267341256, HalfPiLow = 6.077100506506192e-11;

    /// <summary>A zero, then the first 256 binary places of 2 / pi.</summary>
    private static ReadOnlySpan<uint> TwoOverPiBits => new uint[] { 0, 0xA2F9836E, 0x4E441529, 0xFC2757D1, 0xF534DDC0, 0xDB629599, 0x3C439041, 0xFE5163AB, 0xDEBBC561 };

    public static float Sin(float x)
    {
        double r = Reduce(Math.Abs(x), out int quarter), y = Turned(r, quarter);
        return (float)(x < 0 || (x == 0 && float.IsNegative(x)) ? -y : y);
    }

    public static float Cos(float x)
    {
        double r = Reduce(Math.Abs(x), out int quarter);
        return (float)Turned(r, quarter + 1);
    }

    public static float Tan(float x)
    {
        double r = Reduce(Math.Abs(x), out int quarter), y = Turned(r, quarter) / Turned(r, quarter + 1);
        return (float)(x < 0 || (x == 0 && float.IsNegative(x)) ? -y : y);
    }

    /// <summary>The angle in -pi/2 to pi/2 whose tangent is x.</summary>
    public static float Atan(float x)
    {
        double a = Math.Abs((double)x), start = 0, sign = 1;
        if (a > 1)
        {
            a = 1 / a;
            start = HalfPi;
            sign = -1;
        }

        double shift = 0;
        if (a > 0.41421356237309503)
        {
            a = (a - 1) / (a + 1);
            shift = HalfPi / 2;
        }

        double s = a * a, p = 0;
        for (int n = 21; n > 0; n -= 2)
            p = (1.0 / n) - (s * p);
        double y = start + (sign * (shift + (a * p)));
        return (float)(float.IsNegative(x) ? -y : y);
    }

    /// <summary>What is left of a quarter turn, -pi/4 to pi/4, and how many of them are taken out.</summary>
    private static double Reduce(float x, out int quarter)
    {
        if (x < 1048576f)
        {
            double n = Math.Round(x * TwoOverPi);
            quarter = (int)n;
            return x - (n * HalfPiHigh) - (n * HalfPiLow);
        }

        quarter = 0;
        return x <= float.MaxValue ? ReduceLarge(x, out quarter) : double.NaN;
    }

    /// <summary>
    /// The mantissa times those binary places of 2 / pi that matter: places worth a multiple of 4 quarter turns fall out, and 96 of the others leave
    /// an error below 2^-62 quarter turns, where no float comes nearer to a quarter turn than 2^-31.
    /// </summary>
    private static double ReduceLarge(float x, out int quarter)
    {
        int bits = BitConverter.SingleToInt32Bits(x);
        ulong mantissa = (uint)((bits & 0x7FFFFF) | 0x800000);
        int place = (bits >> 23) - 150 - 2 + 32, word = place >> 5, shift = place & 31;
        ulong high = ((ulong)TwoOverPiBits[word] << 32) | TwoOverPiBits[word + 1], low = ((ulong)TwoOverPiBits[word + 2] << 32) | TwoOverPiBits[word + 3];
        if (shift > 0)
        {
            high = (high << shift) | (low >> (64 - shift));
            low <<= shift;
        }

        // Units of 2^-62 quarter turns; what overflows is whole turns.
        ulong turns = unchecked((mantissa * high) + ((mantissa * (low >> 32)) >> 32));
        ulong rounded = unchecked(turns + (1UL << 61)) >> 62;
        quarter = (int)rounded;
        return unchecked((long)(turns - (rounded << 62))) * (1.0 / (1L << 62)) * HalfPi;
    }

    /// <summary>The sine of an angle up to pi/4 and some quarter turns.</summary>
    private static double Turned(double r, int quarter)
    {
        double s = r * r, y;
        if ((quarter & 1) == 0)
            y = r + (r * s * ((-1.0 / 6) + (s * ((1.0 / 120) + (s * ((-1.0 / 5040) + (s * ((1.0 / 362880) - (s / 39916800)))))))));
        else
            y = 1 + (s * (-0.5 + (s * ((1.0 / 24) + (s * ((-1.0 / 720) + (s * ((1.0 / 40320) - (s / 3628800)))))))));
        return (quarter & 2) == 0 ? y : -y;
    }
}
