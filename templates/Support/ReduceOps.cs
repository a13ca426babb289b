#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>A reduction of floats: where it starts, how it takes one in, how two partial results join, and what becomes of the result.</summary>
internal interface IReduceOp
{
    /// <summary>The accumulator before the first element, which is still taken in.</summary>
    static abstract float From(float first);

    /// <summary>The accumulator with one element more.</summary>
    static abstract V Step<V>(V accumulator, V x) where V : struct, ILanes<V>;

    static abstract V Join<V>(V a, V b) where V : struct, ILanes<V>;

    /// <summary>The result from the accumulator of <paramref name="count"/> elements.</summary>
    static abstract V Finish<V>(V accumulator, int count) where V : struct, ILanes<V>;
}

/// <summary>The reductions.</summary>
internal static class ReduceOps
{
    internal readonly struct Sum : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => 0f;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => accumulator + x;

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a + b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    internal readonly struct Mean : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => 0f;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => accumulator + x;

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a + b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator / V.All(count);
    }

    internal readonly struct Prod : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => 1f;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => accumulator * x;

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a * b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The largest value. A NaN stays if it is the first element, as nothing is larger; later ones are skipped, being larger than nothing.</summary>
    internal readonly struct Max : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => first;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Max(x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.Max(b, a);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The smallest value; NaNs likewise.</summary>
    internal readonly struct Min : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => first;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Min(x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.Min(b, a);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The largest number; NaNs are skipped.</summary>
    internal readonly struct MaxNumber : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => float.NegativeInfinity;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Max(x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.Max(b, a);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The smallest number; NaNs are skipped.</summary>
    internal readonly struct MinNumber : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => float.PositiveInfinity;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Min(x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.Min(b, a);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    internal readonly struct L2 : IReduceOp
    {
        [MethodImpl(AggressiveInlining)]
        public static float From(float first) => 0f;

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Fma(x, x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a + b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => V.Sqrt(accumulator);
    }
}
