#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Sine, cosine and arc tangent from additions, multiplications, divisions and square roots in double precision only, as <see cref="HeadMath"/>:
/// the same bits on every machine. Absolute errors are below 1e-15 for angles up to a few turns.
/// </summary>
internal static class AngleMath
{
    public const double HalfPi = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    /// <summary>Sine and cosine: k quarter turns away from an angle of at most pi / 4, Taylor series there (remainder below 1e-17).</summary>
    public static (double Sin, double Cos) SinCos(double x)
    {
        double k = Math.Floor(x / HalfPi + 0.5);
        double r = x - k * HalfPi - k * HalfPiLow;
        double s = r * r;
        double sin = -1.0 / 1307674368000.0;
        sin = sin * s + 1.0 / 6227020800.0;
        sin = sin * s - 1.0 / 39916800.0;
        sin = sin * s + 1.0 / 362880.0;
        sin = sin * s - 1.0 / 5040.0;
        sin = sin * s + 1.0 / 120.0;
        sin = sin * s - 1.0 / 6.0;
        sin = sin * s * r + r;
        double cos = 1.0 / 20922789888000.0;
        cos = cos * s - 1.0 / 87178291200.0;
        cos = cos * s + 1.0 / 479001600.0;
        cos = cos * s - 1.0 / 3628800.0;
        cos = cos * s + 1.0 / 40320.0;
        cos = cos * s - 1.0 / 720.0;
        cos = cos * s + 1.0 / 24.0;
        cos = cos * s - 0.5;
        cos = cos * s + 1.0;
        double turn = k - 4.0 * Math.Floor(k / 4.0);
        return turn == 0.0 ? (sin, cos) : turn == 1.0 ? (cos, -sin) : turn == 2.0 ? (-sin, -cos) : turn == 3.0 ? (-cos, sin) : (double.NaN, double.NaN);
    }

    /// <summary>The angle of the direction (x, y) in [0, pi): of a line, not of an arrow. 0 for (0, 0).</summary>
    public static double LineAngle(double y, double x)
    {
        if (y < 0.0 || (y == 0.0 && x < 0.0))
            (y, x) = (-y, -x);
        double size = Math.Abs(x);
        double angle = y <= size ? (size == 0.0 ? 0.0 : Atan(y / size)) : HalfPi - Atan(size / y);
        return x < 0.0 && angle > 0.0 ? 2.0 * HalfPi - angle : angle;
    }

    /// <summary>Arc tangent for 0 to 1: the angle is halved twice, so that its tangent is at most 0.2; series to t^23 there.</summary>
    private static double Atan(double t)
    {
        t /= 1.0 + Math.Sqrt(1.0 + t * t);
        t /= 1.0 + Math.Sqrt(1.0 + t * t);
        double s = t * t;
        double sum = 0.0;
        for (int odd = 23; odd >= 1; odd -= 2)
            sum = 1.0 / odd - sum * s;
        return 4.0 * t * sum;
    }
}
