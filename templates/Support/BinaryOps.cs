#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>A function of two floats, as ONNX defines it.</summary>
internal interface IBinaryOp
{
    static abstract V Apply<V>(V x, V y) where V : struct, ILanes<V>;
}

/// <summary>The binary operators that have vector forms.</summary>
internal static class BinaryOps
{
    internal readonly struct Add : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => x + y;
    }

    internal readonly struct Sub : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => x - y;
    }

    internal readonly struct Mul : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => x * y;
    }

    internal readonly struct Div : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => x / y;
    }

    /// <summary>The larger; a NaN if either is one.</summary>
    internal readonly struct Max : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => V.IfEqual(x, x, V.Max(x, y), x);
    }

    /// <summary>The smaller; a NaN if either is one.</summary>
    internal readonly struct Min : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => V.IfEqual(x, x, V.Min(x, y), x);
    }

    /// <summary>x for x >= 0, else y * x.</summary>
    internal readonly struct PRelu : IBinaryOp
    {
        [MethodImpl(AggressiveInlining)]
        public static V Apply<V>(V x, V y) where V : struct, ILanes<V> => V.IfGreater(V.All(0f), x, y * x, x);
    }
}
