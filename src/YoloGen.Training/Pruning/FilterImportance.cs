using YoloGen.Training.Export;
using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>
/// L1 norms of filters (Li et al. 2017), for each channel of a group: the mean over the layers that write the group. For the paper's
/// rule of the weights as they are; otherwise with BatchNormalization folded in, divided by the layer's mean, so that layers compare.
/// </summary>
internal static class FilterImportance
{
    public static Dictionary<string, double[]> Of(TorchNetwork network, bool folded)
    {
        var result = new Dictionary<string, double[]>();
        var writers = new Dictionary<string, int>();
        foreach (LayerSpec layer in network.Layers)
        {
            if (layer.Output is "outputs" or "gate")
                continue;
            double[] norms = Norms(network, layer, folded);
            double mean = folded ? Math.Max(norms.Average(), 1e-12) : 1;
            if (!result.TryGetValue(layer.Output, out double[]? sum))
                result.Add(layer.Output, sum = new double[norms.Length]);
            for (int i = 0; i < norms.Length; i++)
                sum[i] += norms[i] / mean;
            writers[layer.Output] = writers.GetValueOrDefault(layer.Output) + 1;
        }
        foreach ((string group, double[] sum) in result)
        {
            for (int i = 0; i < sum.Length; i++)
                sum[i] /= writers[group];
        }
        return result;
    }

    private static double[] Norms(TorchNetwork network, LayerSpec layer, bool folded)
    {
        float[] weight = folded ? FoldedLayer.Of(network, layer).Weight : FoldedLayer.Values(network, $"{layer.Name}.weight");
        int outputs = layer.OutputChannels(network.Spec), inputs = layer.InputChannels(network.Spec), area = layer.Kernel * layer.Kernel;
        var norms = new double[outputs];
        for (int o = 0; o < outputs; o++)
        {
            for (int i = 0; i < inputs; i++)
            {
                int from = (layer.Transposed ? i * outputs + o : o * inputs + i) * area;
                for (int k = 0; k < area; k++)
                    norms[o] += Math.Abs(weight[from + k]);
            }
        }
        return norms;
    }
}
