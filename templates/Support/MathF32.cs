#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Exponential and its relatives, own polynomials with fused multiply-adds: the C library's differ from machine to machine.
/// Errors are within 2 units in the last place of the exact value, unless said otherwise.
/// </summary>
internal static class MathF32
{
    /// <summary>Adding 1.5 * 2^23 leaves a number below 2^22 rounded to an integer, half to even, in the low bits.</summary>
    private const float Magic = 12582912f;
    private const float Log2E = 1.44269504f;
    private const float Ln2High = 0.693145752f;
    private const float Ln2Low = 1.42860677e-6f;

    /// <summary>e^x. Overflows to infinity above 88.73, goes through subnormals to 0 below -103.97.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ILanes<V>
    {
        x = V.Min(V.All(89f), V.Max(V.All(-105f), x)); // in this order of arguments a NaN passes through
        V n = V.Fma(x, V.All(Log2E), V.All(Magic));
        V bits = V.SubtractBits(n, V.All(Magic));
        n = n - V.All(Magic);
        V r = V.Fma(n, V.All(-Ln2High), x);
        r = V.Fma(n, V.All(-Ln2Low), r);
        V p = ExpPolynomial(r);
        V half = V.ShiftRight(bits, 1); // 2^n in two factors: n reaches -152 and 128
        return p * PowerOfTwo(half) * PowerOfTwo(V.SubtractBits(bits, half));
    }

    /// <summary>1 / (1 + e^-x).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ILanes<V>
    {
        V e = Exp(NegativeAbs(x));
        V d = V.All(1f) / (V.All(1f) + e);
        return V.IfGreater(V.All(0f), x, e * d, d);
    }

    /// <summary>Hyperbolic tangent.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ILanes<V>
    {
        V a = Abs(x);
        V s = x * x;
        V p = V.Fma(V.All(1.57394409e-2f), s, V.All(-5.23025580e-2f));
        p = V.Fma(p, s, V.All(1.33152470e-1f));
        p = V.Fma(p, s, V.All(-3.33327681e-1f));
        p = V.Fma(p * s, x, x);
        V q = V.All(1f) - V.All(2f) / (Exp(a + a) + V.All(1f));
        return V.IfGreater(V.All(0.6f), a, p, CopySign(q, x));
    }

    /// <summary>Natural logarithm; of 0 minus infinity, of a negative number NaN.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ILanes<V>
    {
        V tiny = V.All(1.17549435e-38f);
        V scaled = V.IfGreater(tiny, x, x * V.All(8388608f), x);
        V bias = V.IfGreater(tiny, x, V.All(-23f), V.All(0f));
        V bits = V.SubtractBits(scaled, V.All(0.70710677f)); // exponent such that the mantissa lies in [sqrt(1/2), sqrt(2))
        V exponent = V.ShiftRight(bits, 23);
        V e = V.FromBits(exponent) + bias;
        V f = V.SubtractBits(scaled, V.ShiftLeft(exponent, 23)) - V.All(1f);
        V r = LogPolynomial(f, e);
        r = V.IfGreater(V.All(float.PositiveInfinity), x, r, x); // infinity, and a NaN, are their own logarithm
        r = V.IfEqual(x, V.All(0f), V.All(float.NegativeInfinity), r);
        return V.IfGreater(V.All(0f), x, V.All(float.NaN), r);
    }

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Softplus<V>(V x) where V : struct, ILanes<V>
    {
        V t = Exp(NegativeAbs(x));
        V u = V.All(1f) + t;
        V lost = t - (u - V.All(1f)); // what rounding 1 + t dropped; its share of the logarithm is lost / u
        V bits = V.SubtractBits(u, V.All(0.70710677f));
        V exponent = V.ShiftRight(bits, 23);
        V f = V.SubtractBits(u, V.ShiftLeft(exponent, 23)) - V.All(1f);
        return V.Max(V.All(0f), x) + (LogPolynomial(f, V.FromBits(exponent)) + lost / u);
    }

    /// <summary>x * tanh(log(1 + e^x)), which is x * n / (n + 2) with n = e^x * (e^x + 2).</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Mish<V>(V x) where V : struct, ILanes<V>
    {
        V e = Exp(V.Min(V.All(20f), x));
        V n = e * (e + V.All(2f));
        return V.IfGreater(x, V.All(20f), x, x * n / (n + V.All(2f)));
    }

    /// <summary>The error function.</summary>
    [MethodImpl(AggressiveInlining)]
    public static V Erf<V>(V x) where V : struct, ILanes<V>
    {
        V t = V.Min(V.All(4f), Abs(x));
        V s = t * t;
        V r = V.Fma(V.All(-1.72853470e-5f), t, V.All(3.83197126e-4f));
        V u = V.Fma(V.All(-3.88396438e-3f), t, V.All(2.42546219e-2f));
        r = V.Fma(r, s, u);
        r = V.Fma(r, t, V.All(-1.06777877e-1f));
        r = V.Fma(r, t, V.All(-6.34846687e-1f));
        r = V.Fma(r, t, V.All(-1.28717512e-1f));
        r = V.Fma(r, t, V.Xor(t, V.All(-0f)));
        V outer = CopySign(V.All(1f) - Exp(r), x);
        V p = V.Fma(V.All(-5.96761703e-4f), s, V.All(4.99119423e-3f));
        p = V.Fma(p, s, V.All(-2.67681349e-2f));
        p = V.Fma(p, s, V.All(1.12819925e-1f));
        p = V.Fma(p, s, V.All(-3.76125336e-1f));
        p = V.Fma(p, s, V.All(1.28379166e-1f));
        return V.IfGreater(V.All(0.927734375f), Abs(x), V.Fma(p, x, x), V.IfEqual(x, x, outer, x));
    }

    [MethodImpl(AggressiveInlining)]
    public static V Abs<V>(V x) where V : struct, ILanes<V> => V.And(x, V.All(BitConverter.Int32BitsToSingle(0x7FFFFFFF)));

    [MethodImpl(AggressiveInlining)]
    public static V NegativeAbs<V>(V x) where V : struct, ILanes<V> => V.Or(x, V.All(-0f));

    [MethodImpl(AggressiveInlining)]
    public static V CopySign<V>(V magnitude, V sign) where V : struct, ILanes<V> =>
        V.Or(Abs(magnitude), V.And(sign, V.All(-0f)));

    /// <summary>2^n of an integer n in -126..127, given as bits.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V PowerOfTwo<V>(V n) where V : struct, ILanes<V> => V.AddBits(V.ShiftLeft(n, 23), V.All(1f));

    /// <summary>e^r for |r| up to ln(2)/2: Taylor's terms with the last ones fitted.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V ExpPolynomial<V>(V r) where V : struct, ILanes<V>
    {
        V p = V.Fma(V.All(1.37805939e-3f), r, V.All(8.37312452e-3f));
        p = V.Fma(p, r, V.All(4.16695364e-2f));
        p = V.Fma(p, r, V.All(1.66664720e-1f));
        p = V.Fma(p, r, V.All(4.99999851e-1f));
        p = V.Fma(p, r, V.All(1f));
        return V.Fma(p, r, V.All(1f));
    }

    /// <summary>log(1 + f) + e * ln(2) for 1 + f in [sqrt(1/2), sqrt(2)): the polynomial of Cephes' logf.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V LogPolynomial<V>(V f, V e) where V : struct, ILanes<V>
    {
        V z = f * f;
        V p = V.Fma(V.All(7.0376836292e-2f), f, V.All(-1.1514610310e-1f));
        p = V.Fma(p, f, V.All(1.1676998740e-1f));
        p = V.Fma(p, f, V.All(-1.2420140846e-1f));
        p = V.Fma(p, f, V.All(1.4249322787e-1f));
        p = V.Fma(p, f, V.All(-1.6668057665e-1f));
        p = V.Fma(p, f, V.All(2.0000714765e-1f));
        p = V.Fma(p, f, V.All(-2.4999993993e-1f));
        p = V.Fma(p, f, V.All(3.3333331174e-1f));
        p = V.Fma(p * z, f, e * V.All(Ln2Low));
        p = V.Fma(V.All(-0.5f), z, p);
        return V.Fma(e, V.All(Ln2High), f + p);
    }
}
