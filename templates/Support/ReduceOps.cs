#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>A reduction of floats: where it starts, how it takes one in, how two partial results join, and what becomes of the result.</summary>
internal interface IReduceOp
{
    static abstract float Start { get; }

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
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => 0f;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => accumulator + x;

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a + b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    internal readonly struct Mean : IReduceOp
    {
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => 0f;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => accumulator + x;

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a + b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator / V.All(count);
    }

    internal readonly struct Prod : IReduceOp
    {
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => 1f;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => accumulator * x;

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a * b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The largest value; a NaN where there is one: Max keeps the accumulator's, and a NaN differs from itself.</summary>
    internal readonly struct Max : IReduceOp
    {
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => float.NegativeInfinity;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.IfEqual(x, x, V.Max(x, accumulator), x);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.IfEqual(b, b, V.Max(b, a), b);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The smallest value; a NaN where there is one.</summary>
    internal readonly struct Min : IReduceOp
    {
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => float.PositiveInfinity;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.IfEqual(x, x, V.Min(x, accumulator), x);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.IfEqual(b, b, V.Min(b, a), b);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    /// <summary>The largest number; NaNs are skipped.</summary>
    internal readonly struct MaxNumber : IReduceOp
    {
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => float.NegativeInfinity;
        }

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
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => float.PositiveInfinity;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Min(x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => V.Min(b, a);

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => accumulator;
    }

    internal readonly struct L2 : IReduceOp
    {
        public static float Start
        {
            [MethodImpl(AggressiveInlining)]
            get => 0f;
        }

        [MethodImpl(AggressiveInlining)]
        public static V Step<V>(V accumulator, V x) where V : struct, ILanes<V> => V.Fma(x, x, accumulator);

        [MethodImpl(AggressiveInlining)]
        public static V Join<V>(V a, V b) where V : struct, ILanes<V> => a + b;

        [MethodImpl(AggressiveInlining)]
        public static V Finish<V>(V accumulator, int count) where V : struct, ILanes<V> => V.Sqrt(accumulator);
    }
}
