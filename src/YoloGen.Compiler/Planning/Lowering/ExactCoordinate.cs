using System.Numerics;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// The input coordinate of an output element of a Resize as a fraction with a positive divisor (ONNX specification, Resize). A scale is the
/// quotient of the sizes where it rounds to the file's number, and the simplest fraction that does otherwise: 0.3 means 3/10, not the float.
/// </summary>
internal static class ExactCoordinate
{
    /// <summary>The coordinate of output <paramref name="i"/> of <paramref name="count"/> on an axis of <paramref name="size"/> elements.</summary>
    public static (BigInteger Dividend, BigInteger Divisor) Of(Resize op, int axis, int i, int size, int count)
    {
        float given = op.Scales[axis];
        if (given == 1 && size == count)
        {
            return (i, 1);
        }

        (BigInteger up, BigInteger down) = (float)((double)count / size) == given || (float)count / size == given ? (count, size) : Simplest(given);
        switch (op.Coordinates)
        {
            case CoordinateMode.Asymmetric:
                return (i * down, up);
            case CoordinateMode.AlignCorners:
                return count == 1 ? (0, 1) : ((BigInteger)i * (size - 1), count - 1);
            case CoordinateMode.PytorchHalfPixel when count == 1:
                return (0, 1);
            case CoordinateMode.HalfPixelSymmetric:
                // size / 2 * (1 - count / (size * scale)) is added: the share of the output that rounding its size has cut off.
                return ((((2 * i) + 1 - count) * down) + ((size - 1) * up), 2 * up);
            default:
                return ((((2 * (BigInteger)i) + 1) * down) - up, 2 * up);
        }
    }

    /// <summary>The fraction with the smallest divisor that is <paramref name="value"/> in single precision (Stern-Brocot, by continued fractions).</summary>
    internal static (BigInteger Dividend, BigInteger Divisor) Simplest(float value)
    {
        // Half a step to either side. Exact: floats have 24 bits and doubles 53.
        double below = ((double)value + MathF.BitDecrement(value)) / 2, above = ((double)value + Math.Min(MathF.BitIncrement(value), float.MaxValue)) / 2;
        return Between(Fraction(below), Fraction(above));
    }

    private static (BigInteger Dividend, BigInteger Divisor) Between((BigInteger Dividend, BigInteger Divisor) low, (BigInteger Dividend, BigInteger Divisor) high)
    {
        BigInteger whole = BigInteger.DivRem(low.Dividend, low.Divisor, out BigInteger rest);
        if (rest.IsZero)
        {
            return (BigInteger.Max(whole, 1), 1);
        }

        if ((whole + 1) * high.Divisor <= high.Dividend)
        {
            return (whole + 1, 1);
        }

        (BigInteger dividend, BigInteger divisor) = Between((high.Divisor, high.Dividend - (whole * high.Divisor)), (low.Divisor, rest));
        return ((whole * dividend) + divisor, dividend);
    }

    /// <summary>A positive double as a fraction.</summary>
    private static (BigInteger Dividend, BigInteger Divisor) Fraction(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        long mantissa = (bits & ((1L << 52) - 1)) | (1L << 52);
        int exponent = (int)((bits >> 52) & 0x7ff) - 1075;
        return exponent >= 0 ? (mantissa * BigInteger.Pow(2, exponent), 1) : (mantissa, BigInteger.Pow(2, -exponent));
    }
}
