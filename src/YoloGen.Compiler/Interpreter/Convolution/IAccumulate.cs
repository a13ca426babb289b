using System.Numerics;

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
    public static void Row(Span<float> sums, ReadOnlySpan<float> x, int step, float weight)
    {
        int i = 0;
        if (step == 1)
        {
            var weights = new Vector<float>(weight);
            for (; i <= sums.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                Vector.FusedMultiplyAdd(new Vector<float>(x[i..]), weights, new Vector<float>(sums[i..])).CopyTo(sums[i..]);
            }
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
    public static void Row(Span<int> sums, ReadOnlySpan<int> x, int step, int weight)
    {
        int i = 0;
        if (step == 1)
        {
            for (; i <= sums.Length - Vector<int>.Count; i += Vector<int>.Count)
            {
                (new Vector<int>(sums[i..]) + (new Vector<int>(x[i..]) * weight)).CopyTo(sums[i..]);
            }
        }

        for (; i < sums.Length; i++)
        {
            sums[i] = unchecked(sums[i] + (x[i * step] * weight));
        }
    }
}
