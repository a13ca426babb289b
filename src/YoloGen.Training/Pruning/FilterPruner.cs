using TorchSharp;
using YoloGen.Training.Network;
using static TorchSharp.torch;

namespace YoloGen.Training.Pruning;

/// <summary>Removes channels from every tensor that holds them.</summary>
internal static class FilterPruner
{
    /// <summary>The channels that each group keeps: the most important ones, in their order.</summary>
    public static Dictionary<string, int[]> Choose(NetworkChannels before, NetworkChannels after, IReadOnlyDictionary<string, double[]> importance)
        => before.Groups.Where(g => before[g] > 0).ToDictionary(g => g, g =>
            Enumerable.Range(0, before[g]).OrderByDescending(i => importance[g][i]).ThenBy(i => i).Take(after[g]).Order().ToArray());

    /// <summary>The network without the other channels. Computes what the network computes when those are masked.</summary>
    public static TorchNetwork Prune(TorchNetwork network, IReadOnlyDictionary<string, int[]> kept)
    {
        NetworkSpec spec = network.Spec with { Quantized = false, Channels = network.Spec.Channels.With(kept.Select(k => KeyValuePair.Create(k.Key, k.Value.Length))) };
        var pruned = new TorchNetwork(spec, 0, network.Device) { PhotosShown = network.PhotosShown };
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (LayerSpec layer in network.Layers)
        {
            Tensor outputs = tensor(Indices(network.Spec, [layer.Output], kept), device: network.Device);
            Tensor inputs = tensor(Indices(network.Spec, layer.Inputs, kept), device: network.Device);
            Tensor weight = network[$"{layer.Name}.weight"].index_select(layer.Transposed ? 1 : 0, outputs).index_select(layer.Transposed ? 0 : 1, inputs);
            if (layer.Inputs is ["mean+max"])
                weight = KeepMean(weight, layer, network.Spec, spec);
            pruned[$"{layer.Name}.weight"].copy_(weight);
            foreach (string part in new[] { "bias", "norm.weight", "norm.bias", "norm.mean", "norm.variance" })
            {
                if (network.Tensors.TryGetValue($"{layer.Name}.{part}", out Tensor? vector))
                    pruned[$"{layer.Name}.{part}"].copy_(vector.index_select(0, outputs));
            }
        }
        return pruned;
    }

    /// <summary>
    /// The spatial attention reads the mean over the channels. Without masked ones that mean has a smaller divisor, which its weights
    /// make up for.
    /// </summary>
    private static Tensor KeepMean(Tensor weight, LayerSpec layer, NetworkSpec before, NetworkSpec after)
    {
        string group = layer.Name.StartsWith("aux1", StringComparison.Ordinal) ? "stage1.left" : "stage2.left";
        Tensor factors = tensor(new[] { (float)after.Channels[group] / before.Channels[group], 1f }, [1, 2, 1, 1], device: weight.device);
        return weight * factors;
    }

    private static long[] Indices(NetworkSpec spec, string[] groups, IReadOnlyDictionary<string, int[]> kept)
    {
        var indices = new List<long>();
        int offset = 0;
        foreach (string group in groups)
        {
            int count = spec.CountOf(group);
            indices.AddRange((kept.TryGetValue(group, out int[]? some) ? some : Enumerable.Range(0, count)).Select(i => (long)(offset + i)));
            offset += count;
        }
        return [.. indices];
    }
}
