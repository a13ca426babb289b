#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>A function of one float with up to two constants, as ONNX defines it. The names are those of the operators.</summary>
internal interface IUnaryOp
{
    static abstract V Apply<V>(V x, V a, V b) where V : struct, ILanes<V>;
}

/// <summary>The unary operators.</summary>
internal static class UnaryOps
{
    internal readonly struct Abs : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Abs(x);
    }

    internal readonly struct Ceil : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Ceiling(x);
    }

    /// <summary>Limits to a..b; a NaN passes through.</summary>
    internal readonly struct Clip : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Min(b, V.Max(a, x));
    }

    /// <summary>x for x > 0, else a * (e^x - 1).</summary>
    internal readonly struct Elu : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.IfGreater(x, V.All(0f), x, a * (MathF32.Exp(x) - V.All(1f)));
    }

    internal readonly struct Erf : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Erf(x);
    }

    internal readonly struct Exp : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Exp(x);
    }

    internal readonly struct Floor : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Floor(x);
    }

    /// <summary>a * x + b, limited to 0..1.</summary>
    internal readonly struct HardSigmoid : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Min(V.All(1f), V.Max(V.All(0f), V.Fma(a, x, b)));
    }

    /// <summary>x * HardSigmoid(x) with 1/6 and 1/2.</summary>
    internal readonly struct HardSwish : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => x * V.Min(V.All(1f), V.Max(V.All(0f), V.Fma(V.All(1f / 6f), x, V.All(0.5f))));
    }

    /// <summary>x for x >= 0, else a * x.</summary>
    internal readonly struct LeakyRelu : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.IfGreater(V.All(0f), x, a * x, x);
    }

    /// <summary>a * x + b, each operation rounded.</summary>
    internal readonly struct Linear : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => a * x + b;
    }

    internal readonly struct Log : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Log(x);
    }

    internal readonly struct Mish : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Mish(x);
    }

    internal readonly struct Neg : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Xor(x, V.All(-0f));
    }

    internal readonly struct Reciprocal : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.All(1f) / x;
    }

    /// <summary>0 for x &lt; 0, else x; a NaN passes through.</summary>
    internal readonly struct Relu : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Max(V.All(0f), x);
    }

    /// <summary>Half to even.</summary>
    internal readonly struct Round : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Round(x);
    }

    internal readonly struct Sigmoid : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Sigmoid(x);
    }

    /// <summary>x * sigmoid(x).</summary>
    internal readonly struct Silu : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => x * MathF32.Sigmoid(x);
    }

    internal readonly struct Softplus : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Softplus(x);
    }

    internal readonly struct Sqrt : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => V.Sqrt(x);
    }

    internal readonly struct Tanh : IUnaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => MathF32.Tanh(x);
    }

    internal readonly struct Sin : IUnaryOp
    {
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => Each<SinOf, V>(x);
    }

    internal readonly struct Cos : IUnaryOp
    {
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => Each<CosOf, V>(x);
    }

    internal readonly struct Tan : IUnaryOp
    {
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => Each<TanOf, V>(x);
    }

    internal readonly struct Atan : IUnaryOp
    {
        public static V Apply<V>(V x, V a, V b) where V : struct, ILanes<V> => Each<AtanOf, V>(x);
    }

    private interface IScalarOf
    {
        static abstract float Of(float x);
    }

    private readonly struct SinOf : IScalarOf
    {
        public static float Of(float x) => TrigF32.Sin(x);
    }

    private readonly struct CosOf : IScalarOf
    {
        public static float Of(float x) => TrigF32.Cos(x);
    }

    private readonly struct TanOf : IScalarOf
    {
        public static float Of(float x) => TrigF32.Tan(x);
    }

    private readonly struct AtanOf : IScalarOf
    {
        public static float Of(float x) => TrigF32.Atan(x);
    }

    /// <summary>A function of one float for each lane; not inlined, so that its few bytes of stack are given back each time.</summary>
    [MethodImpl(NoInlining)]
    private static unsafe V Each<TOf, V>(V x) where TOf : struct, IScalarOf where V : struct, ILanes<V>
    {
        float* lanes = stackalloc float[8];
        V.Store(x, lanes);
        for (int i = 0; i < V.Count; i++)
            lanes[i] = TOf.Of(lanes[i]);
        return V.Load(lanes);
    }
}
