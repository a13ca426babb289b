#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Exponential and logarithm for heads, from additions, multiplications and bit operations in double precision only,
/// so that they give the same bits on every machine (the C library's do not). Accurate to the last bit of single precision or next to it.
/// </summary>
internal static class HeadMath
{
    private const double Log2E = 1.4426950408889634;
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;

    /// <summary>e^x; infinity and 0 beyond what single precision holds, NaN for NaN.</summary>
    public static float Exp(float x) => (float)ExpDouble(x);

    /// <summary>1 / (1 + e^-x).</summary>
    public static float Sigmoid(float x) => (float)SigmoidDouble(x);

    /// <summary>1 / (1 + e^-x) in double precision.</summary>
    public static double SigmoidDouble(double x) => 1.0 / (1.0 + ExpDouble(-x));

    /// <summary>
    /// The least number whose <see cref="Sigmoid"/> is above a score: a head compares with it and computes no sigmoid of what is below. NaN, which nothing
    /// is equal to or above, where no number's is. The sigmoid falls nowhere: its steps between neighbouring numbers are larger than its error, or its
    /// result is rounded to the same float.
    /// </summary>
    public static float LogitAbove(float score)
    {
        if (!(Sigmoid(float.PositiveInfinity) > score))
            return float.NaN;

        // Integers in the order of the numbers: of negative ones the bits count backwards.
        int least = Ordered(float.NegativeInfinity), most = Ordered(float.PositiveInfinity);
        while (least < most)
        {
            int middle = (int)(((long)least + most) >> 1);
            if (Sigmoid(BitConverter.Int32BitsToSingle(Bits(middle))) > score)
                most = middle;
            else
                least = middle + 1;
        }
        return BitConverter.Int32BitsToSingle(Bits(least));
    }

    private static int Ordered(float value) => Bits(BitConverter.SingleToInt32Bits(value));

    private static int Bits(int order) => order < 0 ? order ^ int.MaxValue : order;

    /// <summary>Hyperbolic tangent, as 1 - 2 / (e^2x + 1); absolute error below 1e-15.</summary>
    public static float Tanh(float x) => (float)(1.0 - 2.0 / (ExpDouble(2.0 * x) + 1.0));

    /// <summary>x^y for x &gt;= 0; 0 for x = 0, NaN for negative x and NaN.</summary>
    public static float Pow(float x, float y) => x == 0f ? 0f : x > 0f ? (float)ExpDouble(y * LogDouble(x)) : float.NaN;

    /// <summary>e^x = 2^k * e^r with |r| at most half of ln 2; Taylor series to r^13 (remainder below 1e-17).</summary>
    public static double ExpDouble(double x)
    {
        if (!(x > -700.0))
            return double.IsNaN(x) ? double.NaN : 0.0;
        if (x > 700.0)
            return double.PositiveInfinity;
        double k = Math.Floor(x * Log2E + 0.5);
        double r = x - k * Ln2High - k * Ln2Low;
        double sum = 1.0 / 6227020800.0;
        sum = sum * r + 1.0 / 479001600.0;
        sum = sum * r + 1.0 / 39916800.0;
        sum = sum * r + 1.0 / 3628800.0;
        sum = sum * r + 1.0 / 362880.0;
        sum = sum * r + 1.0 / 40320.0;
        sum = sum * r + 1.0 / 5040.0;
        sum = sum * r + 1.0 / 720.0;
        sum = sum * r + 1.0 / 120.0;
        sum = sum * r + 1.0 / 24.0;
        sum = sum * r + 1.0 / 6.0;
        sum = sum * r + 0.5;
        sum = sum * r + 1.0;
        sum = sum * r + 1.0;
        return sum * BitConverter.Int64BitsToDouble(((long)k + 1023) << 52);
    }

    /// <summary>ln x for finite positive x: x = 2^k * m with m in [1/sqrt 2, sqrt 2), ln m = 2 artanh((m - 1) / (m + 1)).</summary>
    public static double LogDouble(double x)
    {
        if (double.IsPositiveInfinity(x))
            return x;
        long bits = BitConverter.DoubleToInt64Bits(x);
        long k = (bits >> 52) - 1023;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);
        if (m > 1.4142135623730951)
        {
            m *= 0.5;
            k++;
        }
        double t = (m - 1.0) / (m + 1.0);
        double s = t * t;
        double sum = 1.0 / 21.0;
        for (int odd = 19; odd >= 1; odd -= 2)
            sum = sum * s + 1.0 / odd;
        return k * Ln2High + (2.0 * t * sum + k * Ln2Low);
    }
}
