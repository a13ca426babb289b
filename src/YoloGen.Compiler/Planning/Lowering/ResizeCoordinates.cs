using System.Numerics;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// Where an output element of a Resize lies in the input: exactly for the nearest element, in single precision as ONNX Runtime computes it for
/// interpolation, which is continuous.
/// </summary>
internal static class ResizeCoordinates
{
    /// <summary>The input coordinate of output <paramref name="i"/>.</summary>
    public static float Source(Resize op, int axis, int i, int size, int count)
    {
        float scale = op.Scales[axis];
        if (scale == 1 && size == count)
        {
            return i;
        }

        switch (op.Coordinates)
        {
            case CoordinateMode.Asymmetric:
                return i / scale;
            case CoordinateMode.AlignCorners:
                return count == 1 ? 0 : (float)i * (size - 1) / (count - 1);
            case CoordinateMode.PytorchHalfPixel:
                return count > 1 ? ((i + 0.5f) / scale) - 0.5f : 0;
            case CoordinateMode.HalfPixelSymmetric:
                float adjustment = count / (scale * size);
                float center = size / 2f;
                float offset = center * (1 - adjustment);
                return offset + ((i + 0.5f) / scale) - 0.5f;
            default:
                return ((i + 0.5f) / scale) - 0.5f;
        }
    }

    /// <summary>The nearest input element. It jumps where a coordinate is half or whole, so it comes from the exact coordinate.</summary>
    public static int Nearest(Resize op, int axis, int i, int size, int count)
    {
        (BigInteger x, BigInteger divisor) = ExactCoordinate.Of(op, axis, i, size, count);
        BigInteger nearest = op.Nearest switch
        {
            NearestMode.RoundPreferFloor => -Floor(-((2 * x) - divisor), 2 * divisor),
            NearestMode.RoundPreferCeil => Floor((2 * x) + divisor, 2 * divisor),
            NearestMode.Floor => Floor(x, divisor),
            _ => -Floor(-x, divisor),
        };
        return (int)BigInteger.Max(0, BigInteger.Min(nearest, size - 1));
    }

    /// <summary>The whole number at or below a quotient; the divisor is positive.</summary>
    private static BigInteger Floor(BigInteger dividend, BigInteger divisor)
    {
        BigInteger quotient = BigInteger.DivRem(dividend, divisor, out BigInteger rest);
        return rest.Sign < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The two input elements around, and the share of the second: half of each where they are one, since 0 times infinity is no number.</summary>
    public static (int Low, int High, float Weight) Linear(Resize op, int axis, int i, int size, int count)
    {
        float x = Math.Clamp(Source(op, axis, i, size, count), 0, size - 1);
        int low = Math.Min((int)x, size - 1), high = Math.Min(low + 1, size - 1);
        return (low, high, low == high ? 0.5f : x - low);
    }
}
