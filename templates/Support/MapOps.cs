#nullable enable
using System.Numerics;

namespace YoloGen.Generated;

/// <summary>The operators of <see cref="Nd.Map2{TFrom, TTo, TOp}"/> and <see cref="Nd.Map{TFrom, TTo, TOp}"/>. Truth values are bytes, 0 or 1. Integers wrap around.</summary>
internal static class MapOps
{
    /// <summary>Conversion; from floats towards zero, limited to the range, a NaN becomes 0.</summary>
    internal readonly struct Cast<TFrom, TTo> : IMap<TFrom, TTo>
        where TFrom : unmanaged, INumberBase<TFrom>
        where TTo : unmanaged, INumberBase<TTo>
    {
        public static TTo Apply(TFrom x) =>
            TFrom.IsInteger(x) && !typeof(TFrom).Equals(typeof(float)) && !typeof(TFrom).Equals(typeof(double))
                ? TTo.CreateTruncating(x)
                : TTo.CreateSaturating(x);
    }

    /// <summary>1 where the value is not 0.</summary>
    internal readonly struct ToBool<T> : IMap<T, byte>
        where T : unmanaged, INumberBase<T>
    {
        public static byte Apply(T x) => T.IsZero(x) ? (byte)0 : (byte)1;
    }

    internal readonly struct Not : IMap<byte, byte>
    {
        public static byte Apply(byte x) => x == 0 ? (byte)1 : (byte)0;
    }

    internal readonly struct Neg<T> : IMap<T, T>
        where T : unmanaged, INumberBase<T>
    {
        public static T Apply(T x) => unchecked(T.Zero - x);
    }

    internal readonly struct Abs<T> : IMap<T, T>
        where T : unmanaged, INumber<T>
    {
        public static T Apply(T x) => x < T.Zero ? unchecked(T.Zero - x) : x;
    }

    internal readonly struct Equal<T> : IMap2<T, byte>
        where T : unmanaged, IEqualityOperators<T, T, bool>
    {
        public static byte Apply(T x, T y) => x == y ? (byte)1 : (byte)0;
    }

    internal readonly struct Greater<T> : IMap2<T, byte>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        public static byte Apply(T x, T y) => x > y ? (byte)1 : (byte)0;
    }

    internal readonly struct GreaterOrEqual<T> : IMap2<T, byte>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        public static byte Apply(T x, T y) => x >= y ? (byte)1 : (byte)0;
    }

    internal readonly struct Less<T> : IMap2<T, byte>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        public static byte Apply(T x, T y) => x < y ? (byte)1 : (byte)0;
    }

    internal readonly struct LessOrEqual<T> : IMap2<T, byte>
        where T : unmanaged, IComparisonOperators<T, T, bool>
    {
        public static byte Apply(T x, T y) => x <= y ? (byte)1 : (byte)0;
    }

    internal readonly struct And : IMap2<byte, byte>
    {
        public static byte Apply(byte x, byte y) => x != 0 && y != 0 ? (byte)1 : (byte)0;
    }

    internal readonly struct Or : IMap2<byte, byte>
    {
        public static byte Apply(byte x, byte y) => x != 0 || y != 0 ? (byte)1 : (byte)0;
    }

    internal readonly struct Add<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y) => unchecked(x + y);
    }

    internal readonly struct Sub<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y) => unchecked(x - y);
    }

    internal readonly struct Mul<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y) => unchecked(x * y);
    }

    /// <summary>Towards zero; 0 where the divisor is 0.</summary>
    internal readonly struct Div<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y) => T.IsZero(y) ? T.Zero : T.IsNegative(y) && y == unchecked(T.Zero - T.One) ? unchecked(T.Zero - x) : x / y;
    }

    /// <summary>The remainder with the sign of the divisor; 0 where that is 0.</summary>
    internal readonly struct Mod<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y)
        {
            if (T.IsZero(y) || T.IsNegative(y) && y == unchecked(T.Zero - T.One))
                return T.Zero;
            T rest = x % y;
            return !T.IsZero(rest) && T.IsNegative(rest) != T.IsNegative(y) ? rest + y : rest;
        }
    }

    internal readonly struct Max<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y) => x > y ? x : y;
    }

    internal readonly struct Min<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y) => x < y ? x : y;
    }

    /// <summary>By squaring; 0 for negative exponents of anything but 1 and -1.</summary>
    internal readonly struct Pow<T> : IMap2<T, T>
        where T : unmanaged, IBinaryInteger<T>
    {
        public static T Apply(T x, T y)
        {
            T minusOne = unchecked(T.Zero - T.One);
            if (T.IsNegative(y))
                return x == T.One ? x : T.IsNegative(x) && x == minusOne ? T.IsOddInteger(y) ? minusOne : T.One : T.Zero;
            T result = T.One;
            for (; !T.IsZero(y); y >>= 1, x = unchecked(x * x))
            {
                if (T.IsOddInteger(y))
                    result = unchecked(result * x);
            }
            return result;
        }
    }
}
