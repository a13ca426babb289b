#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Bytes to floats, and the range of floats.</content>
internal static unsafe partial class FloatRows
{
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
