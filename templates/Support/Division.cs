#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Divisions of many floats by one, where quotients beyond +-512 need not be told apart. With r, the rounded reciprocal, q = x * r and one step
/// q + r * (x - q * s), the remainder exact by a fused multiply-add, give the bits of x / s (Markstein 1990), several times faster than a division on small
/// cores.
/// </summary>
internal static class Division
{
    /// <summary>Far from where a reciprocal, or a remainder that matters, leaves the range of normal floats: 2^-60 and 2^60.</summary>
    private const float Least = 8.6736174e-19f, Greatest = 1.1529215e18f;

    /// <summary>Whether the reciprocal form holds for a divisor.</summary>
    public static bool HasReciprocal(float divisor) => divisor >= Least && divisor <= Greatest;

    /// <summary>A way to divide.</summary>
    internal interface IForm
    {
        static abstract V Quotient<V>(V x, V divisor, V minusDivisor, V reciprocal) where V : struct, ILanes<V>;
    }

    /// <summary>The processor's division.</summary>
    internal struct Plain : IForm
    {
        [MethodImpl(AggressiveInlining)]
        public static V Quotient<V>(V x, V divisor, V minusDivisor, V reciprocal) where V : struct, ILanes<V> => x / divisor;
    }

    /// <summary>By the reciprocal: exact for quotients in -512..512; a quotient beyond these stays beyond. A NaN stays one.</summary>
    internal struct ByReciprocal : IForm
    {
        [MethodImpl(AggressiveInlining)]
        public static V Quotient<V>(V x, V divisor, V minusDivisor, V reciprocal) where V : struct, ILanes<V>
        {
            // An infinite quotient would have no remainder, and become a NaN.
            V q = V.Min(V.Max(x * reciprocal, V.All(-512f)), V.All(512f));
            return V.Fma(V.Fma(q, minusDivisor, x), reciprocal, q);
        }
    }
}
