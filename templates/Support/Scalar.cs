#nullable enable
using System;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace YoloGen.Generated;

/// <summary>Single elements, for tensors whose elements do not lie side by side and for types without kernels.</summary>
internal static class Scalar
{
    /// <summary>A unary operator of one float.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Unary<TOp>(float x, float a, float b) where TOp : struct, IUnaryOp =>
        TOp.Apply(new Lanes1(x), new Lanes1(a), new Lanes1(b)).Value;

    /// <summary>A binary operator of two floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Binary<TOp>(float x, float y) where TOp : struct, IBinaryOp => TOp.Apply(new Lanes1(x), new Lanes1(y)).Value;

    /// <summary>x - floor(x / y) * y.</summary>
    public static float Mod(float x, float y) => x - (MathF.Floor(x / y) * y);

    /// <summary>x to the power y.</summary>
    public static float Pow(float x, float y) => PowF32.Pow(x, y);

    /// <summary>Division that truncates; by zero it gives 0, the smallest value by -1 wraps.</summary>
    public static T Div<T>(T x, T y) where T : struct, IBinaryInteger<T> =>
        T.IsZero(y) ? T.Zero : y == unchecked(T.Zero - T.One) && T.IsNegative(y) ? unchecked(T.Zero - x) : x / y;

    /// <summary>Remainder with the sign of the divisor; by zero it gives 0.</summary>
    public static T Mod<T>(T x, T y) where T : struct, IBinaryInteger<T>
    {
        if (T.IsZero(y) || (y == unchecked(T.Zero - T.One) && T.IsNegative(y)))
            return T.Zero;
        T remainder = x % y;
        return !T.IsZero(remainder) && T.IsNegative(remainder) != T.IsNegative(y) ? remainder + y : remainder;
    }

    /// <summary>Integer power, modulo the type's range; a negative exponent truncates toward zero.</summary>
    public static T Pow<T>(T x, T y) where T : struct, IBinaryInteger<T>
    {
        if (T.IsNegative(y))
            return x == T.One ? x : T.IsZero(x) || x != unchecked(T.Zero - T.One) ? T.Zero : T.IsOddInteger(y) ? x : T.One;
        T result = T.One;
        for (T factor = x; y > T.Zero; y >>= 1, factor = unchecked(factor * factor))
        {
            if (T.IsOddInteger(y))
                result = unchecked(result * factor);
        }

        return result;
    }

    /// <summary>Truncates toward zero, saturates beyond 64 bits; a NaN gives 0. The same on every processor.</summary>
    public static long ToInt64(float x) => long.CreateSaturating(x);

    /// <summary>One float as a byte of the storage domain.</summary>
    public static byte Quantize(float x, float scale, int zero) => Requantize.Value(x / scale, zero);

    /// <summary>Scale and zero point of DynamicQuantizeLinear for values from <paramref name="low"/> (at most 0) to <paramref name="high"/> (at least 0).</summary>
    public static unsafe void DynamicRange(float low, float high, float* scale, byte* zero)
    {
        *scale = RangeScale(low, high);
        *zero = RangeZero(low, *scale);
    }

    /// <summary>The scale that spreads a range over the 256 bytes; 1 for an empty one.</summary>
    public static float RangeScale(float low, float high) => high == low ? 1f : (high - low) / 255f;

    /// <summary>The byte that stands for 0 where <paramref name="low"/> is the lowest value.</summary>
    public static byte RangeZero(float low, float scale) => Quantize(0f - low, scale, 0);
}
