#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Between floats and bytes, as ONNX Runtime's MLAS does it: a true division, limits before rounding.</content>
internal static unsafe partial class FloatRows
{
    public static void Quantize<V>(float* x, byte* y, int count, float scale, int zero) where V : struct, ILanes<V>
    {
        if (Division.HasReciprocal(scale))
            Quantize<V, Division.ByReciprocal>(x, y, count, scale, zero);
        else
            Quantize<V, Division.Plain>(x, y, count, scale, zero);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void Quantize<V, TDivision>(float* x, byte* y, int count, float scale, int zero)
        where V : struct, ILanes<V>
        where TDivision : struct, Division.IForm
    {
        V s = V.All(scale), minus = V.All(-scale), r = V.All(1 / scale), z = V.All(zero);
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.StoreBytes(Quantize<V, TDivision>(V.Load(x + i), s, minus, r, z), y + i);
        for (; i < count; i++)
            Lanes1.StoreBytes(Quantize<Lanes1, Division.Plain>(new Lanes1(x[i]), new Lanes1(scale), default, default, new Lanes1(zero)), y + i);
    }

    /// <summary>The limits are whole numbers, so that limiting before rounding is the same as after; a NaN becomes the lower one.</summary>
    [MethodImpl(AggressiveInlining)]
    private static V Quantize<V, TDivision>(V x, V scale, V minusScale, V reciprocal, V zero)
        where V : struct, ILanes<V>
        where TDivision : struct, Division.IForm =>
        V.Round(V.Min(V.Max(TDivision.Quotient(x, scale, minusScale, reciprocal), V.All(0f) - zero), V.All(255f) - zero)) + zero;

    [MethodImpl(AggressiveOptimization)]
    public static void Dequantize<V>(byte* x, float* y, int count, float scale, int zero) where V : struct, ILanes<V>
    {
        V s = V.All(scale), z = V.All(zero);
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store((V.LoadBytes(x + i) - z) * s, y + i);
        for (; i < count; i++)
            y[i] = (x[i] - zero) * scale;
    }

    [MethodImpl(AggressiveOptimization)]
    public static void MinMax<V>(float* x, int count, ref float minimum, ref float maximum) where V : struct, ILanes<V>
    {
        float low = Reduce<V, ReduceOps.MinNumber>(x, count), high = Reduce<V, ReduceOps.MaxNumber>(x, count);
        minimum = low < minimum ? low : minimum;
        maximum = high > maximum ? high : maximum;
    }
}
