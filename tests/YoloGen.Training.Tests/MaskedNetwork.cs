using YoloGen.Training.Network;
using static TorchSharp.torch;

namespace YoloGen.Training.Tests;

/// <summary>The original network with the removed channels set to zero wherever they are produced, and left out of maxima.</summary>
internal sealed class MaskedNetwork(TorchNetwork network, IReadOnlyDictionary<string, int[]> kept) : INetworkBuilder<Tensor>
{
    private readonly Dictionary<string, LayerSpec> _layers = network.Layers.ToDictionary(l => l.Name);
    private Tensor? _attended;

    public Tensor Convolve(string layer, Tensor x)
    {
        Tensor y = network.Convolve(layer, x);
        string group = _layers[layer].Output;
        if (!kept.TryGetValue(group, out int[]? indices))
            return y;
        Tensor mask = zeros(1, y.shape[1], 1, 1);
        foreach (int index in indices)
            mask[0, index, 0, 0] = 1;
        if (layer.EndsWith(".g", StringComparison.Ordinal))
            _attended = mask;
        return y * mask;
    }

    public Tensor Concat(Tensor first, Tensor second) => network.Concat(first, second);

    public Tensor Add(Tensor first, Tensor second) => first + second;

    public Tensor Multiply(Tensor first, Tensor second) => first * second;

    public Tensor AveragePool(Tensor x) => network.AveragePool(x);

    public Tensor MaxPool(Tensor x) => network.MaxPool(x);

    public Tensor Upsample(Tensor x) => network.Upsample(x);

    public Tensor GlobalAverage(Tensor x) => network.GlobalAverage(x);

    public Tensor GlobalMaximum(Tensor x) => network.GlobalMaximum(x);

    public Tensor ChannelMean(Tensor x) => network.ChannelMean(x);

    public Tensor ChannelMaximum(Tensor x) => network.ChannelMaximum(_attended is null ? x : x + (_attended - 1) * 1e9);

    public Tensor Relu(Tensor x) => network.Relu(x);

    public Tensor Sigmoid(Tensor x) => network.Sigmoid(x);
}
