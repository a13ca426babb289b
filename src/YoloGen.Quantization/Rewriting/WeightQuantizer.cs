using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Rewriting;

/// <summary>Weights to int8 within [-127, 127], symmetric, a scale for each slice along an axis.</summary>
internal static class WeightQuantizer
{
    /// <summary>A bias in units of input scale times weight scale stays below this, which leaves the sums of products their room in int32.</summary>
    private const double MaxBias = 1 << 29;

    /// <summary>Quantizes weights; <paramref name="axis"/> null for one scale.</summary>
    /// <param name="weights">Constant floats.</param>
    /// <param name="axis">The axis of the output channels.</param>
    /// <param name="biases">For each user of the weights with a bias: the scale of its input and the bias of each slice.</param>
    public static (TensorData Bytes, QuantParams Params) Run(TensorData weights, int? axis, IReadOnlyList<(float InputScale, float[] Bias)> biases)
    {
        int count = axis is { } a ? weights.Shape[a] : 1;
        long inner = axis is { } b ? weights.Shape.RowMajorStrides()[b] : weights.Length;
        var largest = new float[count];
        float[] values = weights.Floats;
        for (int i = 0; i < values.Length; i++)
        {
            int slice = (int)(i / inner % count);
            largest[slice] = MathF.Max(largest[slice], MathF.Abs(values[i]));
        }

        float[] scales = [.. largest.Select((m, i) => ScaleOf(m, i, largest.Max(), biases))];
        var bytes = new sbyte[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            double q = Rounding.InUnits(values[i], scales[i / inner % count]);
            bytes[i] = (sbyte)Math.Clamp(q, -127, 127);
        }

        return (new TensorData(weights.Shape, bytes), new QuantParams(ElementType.Int8, [.. scales], [.. new int[count]], axis ?? 0));
    }

    /// <summary>Bias in units of <paramref name="scale"/>, rounded half to even.</summary>
    public static int Bias(float bias, float scale) => (int)Math.Clamp(Rounding.InUnits(bias, scale), -MaxBias, MaxBias);

    /// <summary>Largest weight / 127; a channel of zeros takes the layer's, which is fine enough for its bias; a large bias widens it.</summary>
    private static float ScaleOf(float largest, int slice, float layer, IReadOnlyList<(float InputScale, float[] Bias)> biases)
    {
        double scale = (largest > 0 ? largest : layer > 0 ? layer : 1) / 127.0;
        foreach ((float inputScale, float[] bias) in biases)
        {
            scale = Math.Max(scale, Math.Abs(bias[slice % bias.Length]) / (inputScale * MaxBias));
        }

        return (float)Math.Max(scale, 1e-20);
    }
}
