using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Arithmetic;

/// <summary>What exact integers of quantized operators are multiplied with, each operation rounded to single precision.</summary>
internal static class ProductScales
{
    /// <summary>fl(fl(sx * sw) / sy) for each output channel; fl(sx * sw) without an output scale.</summary>
    public static float[] Of(QuantParams x, QuantParams w, QuantParams? y, int channels)
        => [.. Enumerable.Range(0, channels).Select(c => Of(x.Scale, w.Scales[c % w.Scales.Length], y?.Scale))];

    /// <summary>fl(fl(sa * sb) / sy) of a product of two tensors.</summary>
    public static float Of(QuantParams a, QuantParams b, QuantParams y) => Of(a.Scale, b.Scale, y.Scale);

    /// <summary>fl(sx / fl(sy * count)) of the sum of <paramref name="count"/> elements whose mean is asked for.</summary>
    public static float OfMean(QuantParams x, QuantParams y, int count)
    {
        float divisor = y.Scale * count;
        return x.Scale / divisor;
    }

    private static float Of(float x, float w, float? y)
    {
        float product = x * w;
        return y is { } output ? product / output : product;
    }
}
