using TorchSharp;
using TorchSharp.Modules;
using YoloGen.Training.Quantization;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace YoloGen.Training.Network;

/// <summary>The network with its weights, computed by libtorch.</summary>
internal sealed class TorchNetwork : INetworkBuilder<Tensor>, IDisposable
{
    internal const double BatchNormEpsilon = 1e-5;
    internal const double LeakySlope = 0.1;
    private readonly Dictionary<string, LayerSpec> _layers;
    private readonly Dictionary<string, Tensor> _tensors = [];
    private readonly List<string> _trained = [];

    /// <summary>Creates the network with weights drawn from a seed.</summary>
    public TorchNetwork(NetworkSpec spec, int seed, Device? device = null)
    {
        Spec = spec;
        Device = device ?? CPU;
        IReadOnlyList<LayerSpec> list = NetworkLayers.Of(spec);
        _layers = list.ToDictionary(l => l.Name);
        foreach (LayerSpec layer in list)
            Initialize(layer, seed);
        Sites = spec.Quantized ? ActivationSites.Of(spec) : [];
        foreach (string site in Sites)
            Add(site + FakeQuantization.RangeSuffix, new float[2], [2], train: true);
    }

    private TorchNetwork(TorchNetwork original)
    {
        Spec = original.Spec;
        Device = original.Device;
        _layers = original._layers;
        Sites = original.Sites;
        Training = original.Training;
        Momentum = original.Momentum;
        HalfPrecision = original.HalfPrecision;
        foreach ((string name, Tensor tensor) in original._tensors)
        {
            bool train = tensor.requires_grad;
            Tensor own = (train ? tensor.detach() : tensor.clone()).DetachFromDisposeScope();
            own.requires_grad = train;
            _tensors.Add(name, own);
            if (train)
                _trained.Add(name);
        }
    }

    /// <summary>A network that shares the memory of the trained weights, with gradients and running statistics of its own.</summary>
    public TorchNetwork Replica() => new(this);

    public NetworkSpec Spec { get; }

    public Device Device { get; }

    /// <summary>Batch statistics are used and updated.</summary>
    public bool Training { get; set; }

    /// <summary>Momentum of the running statistics of BatchNormalization.</summary>
    public double Momentum { get; set; } = 0.03;

    /// <summary>Photos that these weights were trained on so far, repetitions and earlier runs included.</summary>
    public long PhotosShown { get; set; }

    /// <summary>Activations are kept in bfloat16, weights stay in float32.</summary>
    public bool HalfPrecision { get; set; }

    /// <summary>All tensors by name: weights, biases, and the vectors of BatchNormalization.</summary>
    public IReadOnlyDictionary<string, Tensor> Tensors => _tensors;

    /// <summary>Names of the trained tensors, in the order of the network.</summary>
    public IReadOnlyList<string> Trained => _trained;

    public IReadOnlyCollection<LayerSpec> Layers => _layers.Values;

    public Tensor this[string name] => _tensors[name];

    /// <summary>Parameters as papers count them: trained values, without the running statistics.</summary>
    public long ParameterCount => _layers.Values.Sum(l => l.Parameters(Spec));

    /// <summary>Activations that become bytes, in the order of the network; none where <see cref="NetworkSpec.Quantized"/> is not set.</summary>
    public IReadOnlyList<string> Sites { get; }

    /// <summary>Looks at the activations of a quantized network, which computes in floats meanwhile; null otherwise.</summary>
    public RangeObserver? Observer { get; set; }

    public LayerSpec Layer(string name) => _layers[name];

    /// <summary>Runs the network on N x 3 x H x W.</summary>
    /// <returns>Raw outputs, one for each of <see cref="NetworkSpec.Strides"/>.</returns>
    public Tensor[] Forward(Tensor image)
    {
        if (Spec.Quantized)
            return NetworkDefinition.Apply(new QuantizedForward(this, Observer), Spec, image);
        Tensor[] outputs = NetworkDefinition.Apply(this, Spec, HalfPrecision ? image.to(ScalarType.BFloat16) : image);
        return HalfPrecision ? [.. outputs.Select(o => o.to(ScalarType.Float32))] : outputs;
    }

    /// <summary>The same weights for another input size (multiples of 32).</summary>
    public TorchNetwork WithSize(int width, int height)
    {
        var copy = new TorchNetwork(Spec with { Width = width, Height = height }, 0, Device);
        copy.CopyFrom(this);
        return copy;
    }

    /// <summary>The same weights, to be trained as the INT8 network computes with them; the ranges of its activations are still to be found.</summary>
    public TorchNetwork Quantized()
    {
        var copy = new TorchNetwork(Spec with { Quantized = true }, 0, Device) { PhotosShown = PhotosShown };
        using IDisposable quiet = no_grad();
        foreach ((string name, Tensor tensor) in _tensors)
            copy[name].copy_(tensor);
        return copy;
    }

    /// <summary>Takes over all tensors of a network with the same channels.</summary>
    public void CopyFrom(TorchNetwork other)
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, Tensor tensor) in _tensors)
            tensor.copy_(other[name]);
        PhotosShown = other.PhotosShown;
    }

    public Tensor Convolve(string layer, Tensor x)
    {
        LayerSpec spec = _layers[layer];
        Tensor weight = Cast(_tensors[$"{layer}.weight"]);
        Tensor? bias = spec.Kind == LayerKind.Bias ? Cast(_tensors[$"{layer}.bias"]) : null;
        long[] stride = [spec.Stride, spec.Stride], padding = [spec.Padding, spec.Padding];
        Tensor y = spec.Transposed
            ? F.conv_transpose2d(x, weight, bias, stride, padding)
            : F.conv2d(x, weight, bias, stride, padding);
        if (!spec.HasNormalization)
            return y;
        y = F.batch_norm(y, _tensors[$"{layer}.norm.mean"], _tensors[$"{layer}.norm.variance"], _tensors[$"{layer}.norm.weight"],
            _tensors[$"{layer}.norm.bias"], Training, Momentum, BatchNormEpsilon);
        return spec.Kind switch
        {
            LayerKind.Activated => F.leaky_relu(y, LeakySlope, inplace: true),
            LayerKind.Rectified => F.relu(y, inplace: true),
            _ => y,
        };
    }

    public Tensor Concat(Tensor first, Tensor second) => cat([first, second], 1);

    public Tensor Add(Tensor first, Tensor second) => first + second;

    public Tensor Multiply(Tensor first, Tensor second) => first * second;

    public Tensor AveragePool(Tensor x) => F.avg_pool2d(x, 2L);

    public Tensor MaxPool(Tensor x) => F.max_pool2d(x, 2L);

    public Tensor Upsample(Tensor x) => F.interpolate(x, scale_factor: [2, 2], mode: InterpolationMode.Nearest);

    public Tensor GlobalAverage(Tensor x) => x.mean([2, 3], keepdim: true);

    public Tensor GlobalMaximum(Tensor x) => x.amax([2, 3], keepdim: true);

    public Tensor ChannelMean(Tensor x) => x.mean([1], keepdim: true);

    public Tensor ChannelMaximum(Tensor x) => x.amax([1], keepdim: true);

    public Tensor Relu(Tensor x) => F.relu(x);

    public Tensor Sigmoid(Tensor x) => x.sigmoid();

    public void Dispose()
    {
        foreach (Tensor tensor in _tensors.Values)
            tensor.Dispose();
    }

    private Tensor Cast(Tensor t) => HalfPrecision ? t.to(ScalarType.BFloat16) : t;

    private void Initialize(LayerSpec layer, int seed)
    {
        int inputs = layer.InputChannels(Spec), outputs = layer.OutputChannels(Spec), kernel = layer.Kernel;
        // He initialisation for what ReLU or LeakyReLU follows, 1 / fan-in for the linear layers, so that magnitudes stay level.
        int fan = layer.Transposed ? inputs : inputs * kernel * kernel;
        double gain = layer.Kind switch { LayerKind.Activated => 2 / (1 + LeakySlope * LeakySlope), LayerKind.Rectified => 2, _ => 1 };
        double deviation = Math.Sqrt(gain / fan);
        bool output = layer.Output == "outputs";
        long[] shape = layer.Transposed ? [inputs, outputs, kernel, kernel] : [outputs, inputs, kernel, kernel];
        var weights = new float[(long)outputs * inputs * kernel * kernel];
        var random = new GaussianRandom(seed, layer.Name);
        for (int i = 0; i < weights.Length; i++)
            weights[i] = (float)(random.Next() * (output ? 0.01 : deviation));
        Add($"{layer.Name}.weight", weights, shape, train: true);
        if (layer.Kind == LayerKind.Bias)
        {
            var bias = new float[outputs];
            if (output)
            {
                // Objectness starts at about one cell in a hundred, so that the many empty cells do not drown the first steps.
                for (int i = 0; i < outputs; i += Spec.ValuesPerAnchor)
                    bias[i] = -4.6f;
            }
            Add($"{layer.Name}.bias", bias, [outputs], train: true);
        }
        if (layer.HasNormalization)
        {
            Add($"{layer.Name}.norm.weight", Filled(outputs, 1), [outputs], train: true);
            Add($"{layer.Name}.norm.bias", new float[outputs], [outputs], train: true);
            Add($"{layer.Name}.norm.mean", new float[outputs], [outputs], train: false);
            Add($"{layer.Name}.norm.variance", Filled(outputs, 1), [outputs], train: false);
        }
    }

    private static float[] Filled(int count, float value)
    {
        var values = new float[count];
        Array.Fill(values, value);
        return values;
    }

    private void Add(string name, float[] values, long[] shape, bool train)
    {
        Tensor tensor = torch.tensor(values, shape, device: Device).DetachFromDisposeScope();
        tensor.requires_grad = train;
        _tensors.Add(name, tensor);
        if (train)
            _trained.Add(name);
    }
}
