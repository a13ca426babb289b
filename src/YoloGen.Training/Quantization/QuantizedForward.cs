using TorchSharp;
using YoloGen.Training.Network;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace YoloGen.Training.Quantization;

/// <summary>
/// One pass through a network as its INT8 form computes it: BatchNormalization folded into the convolutions with its running statistics, which
/// stay as they are, weights as int8 and activations as uint8, each by <see cref="FakeQuantization"/>. Biases stay floats: theirs are 32 bits.
/// </summary>
/// <param name="network">Network with a range for each activation.</param>
/// <param name="observer">Looks at the activations of a pass in floats; null to quantize.</param>
internal sealed class QuantizedForward(TorchNetwork network, RangeObserver? observer) : INetworkBuilder<Tensor>
{
    private int _next;

    public Tensor Convolve(string layer, Tensor x)
    {
        LayerSpec spec = network.Layer(layer);
        Tensor weight = network[$"{layer}.weight"];
        Tensor? bias = spec.Kind == LayerKind.Bias ? network[$"{layer}.bias"] : null;
        int outputs = spec.Transposed ? 1 : 0;
        if (spec.HasNormalization)
        {
            Tensor gain = network[$"{layer}.norm.weight"] / (network[$"{layer}.norm.variance"] + TorchNetwork.BatchNormEpsilon).sqrt();
            bias = network[$"{layer}.norm.bias"] - network[$"{layer}.norm.mean"] * gain;
            weight = weight * (spec.Transposed ? gain.view(1, -1, 1, 1) : gain.view(-1, 1, 1, 1));
        }
        if (observer is null)
            weight = FakeQuantization.Weight(weight, outputs);
        long[] stride = [spec.Stride, spec.Stride], padding = [spec.Padding, spec.Padding];
        Tensor y = spec.Transposed ? F.conv_transpose2d(x, weight, bias, stride, padding) : F.conv2d(x, weight, bias, stride, padding);
        return Site(spec.Kind switch
        {
            LayerKind.Activated => F.leaky_relu(y, TorchNetwork.LeakySlope, inplace: true),
            LayerKind.Rectified => F.relu(y, inplace: true),
            _ => y,
        });
    }

    public Tensor Concat(Tensor first, Tensor second) => network.Concat(first, second);

    public Tensor Add(Tensor first, Tensor second) => Site(network.Add(first, second));

    public Tensor Multiply(Tensor first, Tensor second) => Site(network.Multiply(first, second));

    public Tensor AveragePool(Tensor x) => Site(network.AveragePool(x));

    public Tensor MaxPool(Tensor x) => network.MaxPool(x);

    public Tensor Upsample(Tensor x) => network.Upsample(x);

    public Tensor GlobalAverage(Tensor x) => Site(network.GlobalAverage(x));

    public Tensor GlobalMaximum(Tensor x) => Site(network.GlobalMaximum(x));

    public Tensor ChannelMean(Tensor x) => Site(network.ChannelMean(x));

    public Tensor ChannelMaximum(Tensor x) => Site(network.ChannelMaximum(x));

    public Tensor Relu(Tensor x) => Site(network.Relu(x));

    public Tensor Sigmoid(Tensor x) => Site(network.Sigmoid(x));

    private Tensor Site(Tensor y)
    {
        string site = network.Sites[_next++];
        if (observer is null)
            return FakeQuantization.Activation(y, network[site + FakeQuantization.RangeSuffix]);
        observer.Add(site, y);
        return y;
    }
}
