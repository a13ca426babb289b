using YoloGen.Training.Network;

namespace YoloGen.Training.Export;

/// <summary>A convolution's weights with BatchNormalization folded in, computed in double precision.</summary>
/// <param name="Weight">O x I x K x K, or I x O x K x K for a transposed convolution.</param>
/// <param name="Bias">One value an output; null where the layer has neither bias nor normalization.</param>
internal sealed record FoldedLayer(float[] Weight, float[]? Bias)
{
    /// <summary>Folds one layer of a network.</summary>
    public static FoldedLayer Of(TorchNetwork network, LayerSpec layer) => Of(layer, name => Values(network, name));

    /// <summary>Folds one layer; gain and shift of BatchNormalization are those of evaluation.</summary>
    public static FoldedLayer Of(LayerSpec layer, Func<string, float[]> values)
    {
        float[] weight = values($"{layer.Name}.weight");
        if (!layer.HasNormalization)
            return new FoldedLayer(weight, layer.Kind == LayerKind.Bias ? values($"{layer.Name}.bias") : null);
        float[] gamma = values($"{layer.Name}.norm.weight"), beta = values($"{layer.Name}.norm.bias");
        float[] mean = values($"{layer.Name}.norm.mean"), variance = values($"{layer.Name}.norm.variance");
        var bias = new float[gamma.Length];
        int filter = weight.Length / gamma.Length;
        for (int o = 0; o < gamma.Length; o++)
        {
            double gain = gamma[o] / Math.Sqrt(variance[o] + TorchNetwork.BatchNormEpsilon);
            bias[o] = (float)(beta[o] - mean[o] * gain);
            for (int i = 0; i < filter; i++)
                weight[o * filter + i] = (float)(weight[o * filter + i] * gain);
        }
        return new FoldedLayer(weight, bias);
    }

    public static float[] Values(TorchNetwork network, string name) => network[name].detach().cpu().contiguous().data<float>().ToArray();
}
