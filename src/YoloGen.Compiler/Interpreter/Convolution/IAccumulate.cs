using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace YoloGen.Compiler.Interpreter;

/// <summary>How products enter sums: fused for floats, exact for integers.</summary>
internal interface IAccumulate<T>
{
    /// <summary>sums[i] takes in x[i * step] * weight, for every i.</summary>
    static abstract void Row(Span<T> sums, ReadOnlySpan<T> x, int step, T weight);
}

/// <summary>sum = fma(x, weight, sum).</summary>
internal readonly struct FloatProducts : IAccumulate<float>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(Span<float> sums, ReadOnlySpan<float> x, int step, float weight)
    {
        int i = 0;
        if (step == 1)
        {
            var weights = new Vector<float>(weight);
            Span<Vector<float>> to = MemoryMarshal.Cast<float, Vector<float>>(sums);
            ReadOnlySpan<Vector<float>> from = MemoryMarshal.Cast<float, Vector<float>>(x[..sums.Length]);
            for (int v = 0; v < to.Length && v < from.Length; v++)
            {
                to[v] = Vector.FusedMultiplyAdd(from[v], weights, to[v]);
            }

            i = to.Length * Vector<float>.Count;
        }

        for (; i < sums.Length; i++)
        {
            sums[i] = MathF.FusedMultiplyAdd(x[i * step], weight, sums[i]);
        }
    }
}

/// <summary>32-bit sums. The compiler proves that they do not leave 32 bits.</summary>
internal readonly struct IntegerProducts : IAccumulate<int>
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Row(Span<int> sums, ReadOnlySpan<int> x, int step, int weight)
    {
        int i = 0;
        if (step == 1)
        {
            Span<Vector<int>> to = MemoryMarshal.Cast<int, Vector<int>>(sums);
            ReadOnlySpan<Vector<int>> from = MemoryMarshal.Cast<int, Vector<int>>(x[..sums.Length]);
            for (int v = 0; v < to.Length && v < from.Length; v++)
            {
                to[v] += from[v] * weight;
            }

            i = to.Length * Vector<int>.Count;
        }

        for (; i < sums.Length; i++)
        {
            sums[i] = unchecked(sums[i] + (x[i * step] * weight));
        }
    }
}
