using YoloGen.Onnx;
using YoloGen.Quantization;
using YoloGen.Training.Network;
using YoloGen.Training.Quantization;

namespace YoloGen.Training.Export;

/// <summary>Writes a network as ONNX: batch 1, fixed size, the outputs of <see cref="HeadMetadata.OutputNames"/>.</summary>
internal sealed class OnnxExporter : INetworkBuilder<string>
{
    private readonly OnnxModelBuilder _builder = new(17, "yologen");
    private readonly NetworkSpec _spec;
    private readonly Func<string, float[]> _values;
    private readonly Dictionary<string, LayerSpec> _layers;
    private readonly NodeNames _names;
    private readonly HashSet<string> _written = [];
    private readonly bool _fold;

    private OnnxExporter(NetworkSpec spec, Func<string, float[]> values, bool fold)
    {
        (_spec, _values, _fold) = (spec, values, fold);
        _layers = NetworkLayers.Of(spec).ToDictionary(l => l.Name);
        _names = new NodeNames(spec);
    }

    /// <summary>The bytes of the file.</summary>
    /// <param name="network">Network in the state of evaluation.</param>
    /// <param name="fold">Whether BatchNormalization goes into the convolutions.</param>
    public static byte[] Export(TorchNetwork network, bool fold) => OnnxWriter.ToBytes(Model(network.Spec, name => FoldedLayer.Values(network, name), fold));

    /// <summary>The file's content.</summary>
    /// <param name="spec">The network's shape.</param>
    /// <param name="values">Its tensors by name.</param>
    /// <param name="fold">Whether BatchNormalization goes into the convolutions.</param>
    public static OnnxModel Model(NetworkSpec spec, Func<string, float[]> values, bool fold)
    {
        var exporter = new OnnxExporter(spec, values, fold);
        exporter._builder.Input(ActivationSites.Input, 1, 3, spec.Height, spec.Width);
        string[] outputs = NetworkDefinition.Apply(exporter, spec, ActivationSites.Input);
        foreach ((string name, int stride) in outputs.Zip(spec.Strides))
            exporter._builder.Output(name, 1, spec.OutputChannels, spec.Height / stride, spec.Width / stride);
        foreach ((string key, string value) in HeadMetadata.Of(spec))
            exporter._builder.Metadata(key, value);
        if (spec.Quantized)
            exporter._builder.Metadata(LearnedRanges.Key, NetworkRanges.Text(spec, values));
        return exporter._builder.Build();
    }

    public string Convolve(string layer, string x)
    {
        LayerSpec l = _layers[layer];
        if (_written.Add(layer))
            AddWeights(l);
        string[] inputs = l.Kind == LayerKind.Plain || l.HasNormalization && !_fold ? [x, $"{layer}.weight"] : [x, $"{layer}.weight", $"{layer}.bias"];
        int[] kernel = [l.Kernel, l.Kernel], stride = [l.Stride, l.Stride], padding = [l.Padding, l.Padding, l.Padding, l.Padding];
        LayerNames own = _names.Of(l);
        string y = Node(l.Transposed ? "ConvTranspose" : "Conv", own.Convolution, inputs, ("kernel_shape", kernel), ("strides", stride), ("pads", padding));
        if (l.HasNormalization && !_fold)
        {
            string[] parts = [y, $"{layer}.norm.weight", $"{layer}.norm.bias", $"{layer}.norm.mean", $"{layer}.norm.variance"];
            y = Node("BatchNormalization", own.Normalization!, parts, ("epsilon", (float)TorchNetwork.BatchNormEpsilon));
        }
        return l.Kind switch
        {
            LayerKind.Activated => Node("LeakyRelu", own.Activation!, [y], ("alpha", (float)TorchNetwork.LeakySlope)),
            LayerKind.Rectified => Node("Relu", own.Activation!, [y]),
            _ => y,
        };
    }

    public string Concat(string first, string second) => Node("Concat", _names.Next("concat"), [first, second], ("axis", 1));

    public string Add(string first, string second) => Node("Add", _names.Next("add"), [first, second]);

    public string Multiply(string first, string second) => Node("Mul", _names.Next("mul"), [first, second]);

    public string AveragePool(string x) => Node("AveragePool", _names.Next("average"), [x], ("kernel_shape", Two), ("strides", Two));

    public string MaxPool(string x) => Node("MaxPool", _names.Next("max"), [x], ("kernel_shape", Two), ("strides", Two));

    public string Upsample(string x)
    {
        if (_written.Add("upsample.scales"))
            _builder.Initializer("upsample.scales", [4], 1f, 1f, 2f, 2f);
        return Node("Resize", _names.Next("upsample"), [x, "", "upsample.scales"],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
    }

    public string GlobalAverage(string x) => Node("GlobalAveragePool", _names.Next("global_average"), [x]);

    public string GlobalMaximum(string x) => Node("GlobalMaxPool", _names.Next("global_max"), [x]);

    public string ChannelMean(string x) => Node("ReduceMean", _names.Next("channel_mean"), [x], ("axes", One), ("keepdims", 1));

    public string ChannelMaximum(string x) => Node("ReduceMax", _names.Next("channel_max"), [x], ("axes", One), ("keepdims", 1));

    public string Relu(string x) => Node("Relu", _names.Next("relu"), [x]);

    public string Sigmoid(string x) => Node("Sigmoid", _names.Next("sigmoid"), [x]);

    private static int[] One => [1];

    private static int[] Two => [2, 2];

    /// <summary>Adds a node with one output of its own name.</summary>
    private string Node(string type, string name, string[] inputs, params (string Name, object Value)[] attributes)
    {
        OnnxNode node = OnnxModelBuilder.MakeNode(type, inputs, [name], attributes);
        node.Name = name;
        _builder.Build().Graph.Nodes.Add(node);
        return name;
    }

    private void AddWeights(LayerSpec layer)
    {
        long outputs = layer.OutputChannels(_spec), inputs = layer.InputChannels(_spec);
        long[] shape = layer.Transposed ? [inputs, outputs, layer.Kernel, layer.Kernel] : [outputs, inputs, layer.Kernel, layer.Kernel];
        if (layer.HasNormalization && !_fold)
        {
            _builder.Initializer($"{layer.Name}.weight", shape, _values($"{layer.Name}.weight"));
            foreach (string part in new[] { "weight", "bias", "mean", "variance" })
                _builder.Initializer($"{layer.Name}.norm.{part}", [outputs], _values($"{layer.Name}.norm.{part}"));
            return;
        }
        FoldedLayer folded = FoldedLayer.Of(layer, _values);
        _builder.Initializer($"{layer.Name}.weight", shape, folded.Weight);
        if (folded.Bias is not null)
            _builder.Initializer($"{layer.Name}.bias", [outputs], folded.Bias);
    }
}
