using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Keeping;

namespace YoloGen.Quantization.Equalization;

/// <summary>
/// Cross-layer equalization (Nagel et al. 2019) with the ranges of the activations (SmoothQuant, Xiao et al. 2022): channels that share one scale are brought
/// to like ranges by factors that the weights around them take up. The float network stays what it was, but for the last bit of its sums.
/// </summary>
internal static class Equalizer
{
    private const int Photos = 16;

    /// <summary>A factor beyond this says that the photos have hardly shown a channel.</summary>
    private const double MostFactor = 1000;

    /// <summary>The network with its channels equalized.</summary>
    public static NetworkGraph Run(NetworkGraph graph, CalibrationInput input, IReadOnlyList<string> photos, int threads)
    {
        HashSet<Node> body = NetworkParts.Body(graph);
        EqualizedTensor[] all = [.. EqualizedTensor.All(graph).Where(e => e.Readers.All(body.Contains))];
        return all.Length == 0 ? graph : Scaled(graph, all, Largest(graph, all, input, photos, threads));
    }

    /// <summary>The largest magnitude in each channel of each tensor.</summary>
    private static Dictionary<Tensor, float[]> Largest(NetworkGraph graph, EqualizedTensor[] all, CalibrationInput input, IReadOnlyList<string> photos, int threads)
    {
        var largest = new Dictionary<Tensor, float[]>(ReferenceEqualityComparer.Instance);
        Dictionary<string, Tensor> names = all.ToDictionary(e => e.Tensor.Name, e => e.Tensor, StringComparer.Ordinal);
        using ITensorObserver observer = TensorObservers.Create(graph, [.. all.Select(e => e.Tensor)], threads);
        new CalibrationPhotos(input, KeepSearch.Some(photos, Photos)).ForEach((_, values) => observer.Observe(values, (i, data) =>
        {
            if (names.TryGetValue(observer.Name(i), out Tensor? tensor))
            {
                float[] channels = largest.TryGetValue(tensor, out float[]? found) ? found : largest[tensor] = new float[tensor.Shape[1]];
                int inner = data.Length / channels.Length;
                for (int c = 0; c < channels.Length; c++)
                {
                    ValueRange range = new ValueRange(-channels[c], channels[c]).Union(data.Slice(c * inner, inner));
                    channels[c] = Math.Max(range.Max, -range.Min);
                }
            }
        }));
        return largest;
    }

    private static NetworkGraph Scaled(NetworkGraph graph, EqualizedTensor[] all, Dictionary<Tensor, float[]> largest)
    {
        // New values of the weights and biases, by tensor.
        var constants = new Dictionary<Tensor, float[]>(ReferenceEqualityComparer.Instance);
        foreach (EqualizedTensor e in all.Where(e => largest[e.Tensor].All(float.IsFinite)))
        {
            double[] factors = Factors(e, largest[e.Tensor], constants);
            ScaleResults(e.Producer.Input(1), factors);
            if (e.Producer.Has(2))
            {
                ScaleResults(e.Producer.Input(2), factors);
            }

            foreach (Node reader in e.Readers)
            {
                float[] weights = Of(reader.Input(1));
                ChannelWalk.ForEach(reader, (i, channel) => weights[i] = (float)(weights[i] * factors[channel]));
            }
        }

        var replaced = constants.ToDictionary(c => c.Key, c => new Tensor(c.Key.Name, new TensorData(c.Key.Shape, c.Value)), (IEqualityComparer<Tensor>)ReferenceEqualityComparer.Instance);
        return graph with { Nodes = [.. graph.Nodes.Select(n => n with { Inputs = [.. n.Inputs.Select(i => i is not null && replaced.TryGetValue(i, out Tensor? by) ? by : i)] })] };

        float[] Of(Tensor constant) => constants.TryGetValue(constant, out float[]? values) ? values : constants[constant] = [.. constant.Constant!.Floats];

        void ScaleResults(Tensor constant, double[] factors)
        {
            float[] values = Of(constant);
            int each = values.Length / factors.Length;
            for (int i = 0; i < values.Length; i++)
            {
                values[i] = (float)(values[i] / factors[i / each]);
            }
        }
    }

    /// <summary>
    /// What each channel is divided by. Where every reader has a scale for each of its input channels (depthwise), the range itself; else between the ranges
    /// of the values and those of the weights that they meet, so that neither side pays for the other.
    /// </summary>
    private static double[] Factors(EqualizedTensor e, float[] largest, Dictionary<Tensor, float[]> constants)
    {
        var factors = new double[largest.Length];
        if (e.Readers.All(r => ((Conv)r.Op).Group == largest.Length))
        {
            double most = largest.Max();
            for (int c = 0; c < factors.Length; c++)
            {
                factors[c] = most > 0 ? Math.Max(largest[c] / most, 1 / MostFactor) : 1;
            }

            return factors;
        }

        var weights = new double[largest.Length];
        foreach (Node reader in e.Readers)
        {
            float[] values = constants.TryGetValue(reader.Input(1), out float[]? changed) ? changed : reader.Input(1).Constant!.Floats;
            int row = values.Length / reader.Input(1).Shape[0];
            float[] rows = [.. Enumerable.Range(0, reader.Input(1).Shape[0]).Select(o => Math.Max(float.Epsilon, values.AsSpan(o * row, row).ToArray().Max(MathF.Abs)))];
            ChannelWalk.ForEach(reader, (i, channel) => weights[channel] = Math.Max(weights[channel], Math.Abs(values[i]) / rows[i / row]));
        }

        for (int c = 0; c < factors.Length; c++)
        {
            factors[c] = largest[c] > 0 && weights[c] > 0 ? Math.Sqrt(largest[c] / weights[c]) : 0;
        }

        double middle = factors.Max();
        for (int c = 0; c < factors.Length; c++)
        {
            factors[c] = middle > 0 && factors[c] > 0 ? Math.Max(factors[c] / middle, 1 / MostFactor) : 1;
        }

        return factors;
    }
}
