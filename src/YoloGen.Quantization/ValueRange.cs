using System.Numerics;

namespace YoloGen.Quantization;

/// <summary>A closed interval of values.</summary>
/// <param name="Min">Smallest value.</param>
/// <param name="Max">Largest value.</param>
public readonly record struct ValueRange(float Min, float Max)
{
    /// <summary>Zero alone: padding and Relu need zero to be a value of every quantized tensor.</summary>
    public static ValueRange Zero { get; } = new(0, 0);

    /// <summary>The smallest interval that holds both; NaN stays NaN.</summary>
    public ValueRange Union(ValueRange other) => new(MathF.Min(Min, other.Min), MathF.Max(Max, other.Max));

    /// <summary>The smallest interval that holds this one and all <paramref name="values"/>.</summary>
    public ValueRange Union(ReadOnlySpan<float> values)
    {
        (float min, float max) = (Min, Max);
        int i = 0;
        if (values.Length >= Vector<float>.Count)
        {
            var low = new Vector<float>(min);
            var high = new Vector<float>(max);
            for (; i <= values.Length - Vector<float>.Count; i += Vector<float>.Count)
            {
                var v = new Vector<float>(values[i..]);
                low = Vector.Min(low, v);
                high = Vector.Max(high, v);
            }

            for (int lane = 0; lane < Vector<float>.Count; lane++)
            {
                min = MathF.Min(min, low[lane]);
                max = MathF.Max(max, high[lane]);
            }
        }

        for (; i < values.Length; i++)
        {
            min = MathF.Min(min, values[i]);
            max = MathF.Max(max, values[i]);
        }

        return new ValueRange(min, max);
    }
}
