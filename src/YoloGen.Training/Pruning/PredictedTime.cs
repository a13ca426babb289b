using YoloGen.Cost;
using YoloGen.Quantization.Prediction;
using YoloGen.Training.Export;
using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>
/// Inference time of a network once it is quantized, on a Raspberry Pi 4, as <c>compile</c> prints it: from the shape alone, since weights change
/// no cost. The network is exported and planned with weights that stand for trained ones.
/// </summary>
internal static class PredictedTime
{
    /// <summary>As many as are drawn; a prime, so that no two filters of a layer are the same.</summary>
    private const int Drawn = 65521;

    private static readonly Lazy<float[]> Weights = new(Draw);

    /// <summary>Layer by layer on one core and on four.</summary>
    public static NetworkCost Of(NetworkSpec spec)
    {
        Dictionary<string, LayerSpec> layers = NetworkLayers.Of(spec).ToDictionary(l => l.Name);
        return QuantizedCost.Predict(OnnxExporter.Model(spec with { Quantized = false }, Values, fold: true), CoreModels.RaspberryPi4);

        float[] Values(string name)
        {
            (string layer, string tensor) = Split(name);
            LayerSpec l = layers[layer];
            int outputs = l.OutputChannels(spec);
            return tensor == "weight" ? Filters(outputs * l.InputChannels(spec) * l.Kernel * l.Kernel) : Filled(outputs, tensor is "norm.weight" or "norm.variance" ? 1 : 0.1f);
        }
    }

    /// <summary>Milliseconds on one core.</summary>
    public static double Milliseconds(NetworkSpec spec) => Of(spec).Milliseconds;

    private static (string Layer, string Tensor) Split(string name)
    {
        int tensor = name.LastIndexOf('.');
        int norm = name.LastIndexOf(".norm", tensor, StringComparison.Ordinal);
        tensor = norm > 0 ? norm : tensor;
        return (name[..tensor], name[(tensor + 1)..]);
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    /// <summary>Normally distributed, as trained filters roughly are: whether the sums of a layer stay within the range of a kernel depends on that.</summary>
    private static float[] Filters(int count)
    {
        var values = new float[count];
        for (int done = 0; done < count; done += Drawn)
            Weights.Value.AsSpan(0, Math.Min(Drawn, count - done)).CopyTo(values.AsSpan(done));
        return values;
    }

    private static float[] Draw()
    {
        var random = new GaussianRandom(1, "filters");
        return [.. Enumerable.Range(0, Drawn).Select(_ => (float)random.Next())];
    }
}
