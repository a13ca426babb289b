#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Divisions of many numbers by one. With r, the rounded reciprocal of s, q = x * r and one step q + r * (x - q * s), the remainder exact by a fused
/// multiply-add, give the bits of x / s (Markstein 1990), several times faster than a division on small cores.
/// </summary>
internal static class Division
{
    /// <summary>Far from where a reciprocal, or a remainder that matters, leaves the range of normal floats: 2^-60 and 2^60.</summary>
    private const float Least = 8.6736174e-19f, Greatest = 1.1529215e18f;

    /// <summary>Whether the reciprocal form holds for a divisor; what is divided by it is a number below 2^120.</summary>
    public static bool HasReciprocal(float divisor) => divisor >= Least && divisor <= Greatest;

    /// <summary>The quotient from its first approximation, the product with the reciprocal.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Refine<V>(V x, V q, V minusDivisor, V reciprocal) where V : struct, IEight<V> => V.Fma(V.Fma(q, minusDivisor, x), reciprocal, q);
}
