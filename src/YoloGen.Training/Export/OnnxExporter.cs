using YoloGen.Onnx;
using YoloGen.Training.Network;
using YoloGen.Training.Quantization;

namespace YoloGen.Training.Export;

/// <summary>Writes a network as ONNX: batch 1, fixed size, the outputs of <see cref="HeadMetadata.OutputNames"/>.</summary>
internal sealed class OnnxExporter : INetworkBuilder<string>
{
    private readonly OnnxModelBuilder builder = new(17, "yologen");
    private readonly NetworkSpec spec;
    private readonly Func<string, float[]> values;
    private readonly Dictionary<string, LayerSpec> layers;
    private readonly NodeNames names;
    private readonly HashSet<string> written = [];
    private readonly bool fold;

    private OnnxExporter(NetworkSpec spec, Func<string, float[]> values, bool fold)
    {
        (this.spec, this.values, this.fold) = (spec, values, fold);
        layers = NetworkLayers.Of(spec).ToDictionary(l => l.Name);
        names = new NodeNames(spec);
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
        exporter.builder.Input(ActivationSites.Input, 1, 3, spec.Height, spec.Width);
        string[] outputs = NetworkDefinition.Apply(exporter, spec, ActivationSites.Input);
        foreach ((string name, int stride) in outputs.Zip(spec.Strides))
            exporter.builder.Output(name, 1, spec.OutputChannels, spec.Height / stride, spec.Width / stride);
        foreach ((string key, string value) in HeadMetadata.Of(spec))
            exporter.builder.Metadata(key, value);
        if (spec.Quantized)
            exporter.builder.Metadata(LearnedRanges.Key, LearnedRanges.Text(spec, values));
        return exporter.builder.Build();
    }

    public string Convolve(string layer, string x)
    {
        LayerSpec l = layers[layer];
        if (written.Add(layer))
            AddWeights(l);
        string[] inputs = l.Kind == LayerKind.Plain || l.HasNormalization && !fold ? [x, $"{layer}.weight"] : [x, $"{layer}.weight", $"{layer}.bias"];
        int[] kernel = [l.Kernel, l.Kernel], stride = [l.Stride, l.Stride], padding = [l.Padding, l.Padding, l.Padding, l.Padding];
        LayerNames own = names.Of(l);
        string y = Node(l.Transposed ? "ConvTranspose" : "Conv", own.Convolution, inputs, ("kernel_shape", kernel), ("strides", stride), ("pads", padding));
        if (l.HasNormalization && !fold)
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

    public string Concat(string first, string second) => Node("Concat", names.Next("concat"), [first, second], ("axis", 1));

    public string Add(string first, string second) => Node("Add", names.Next("add"), [first, second]);

    public string Multiply(string first, string second) => Node("Mul", names.Next("mul"), [first, second]);

    public string AveragePool(string x) => Node("AveragePool", names.Next("average"), [x], ("kernel_shape", Two), ("strides", Two));

    public string MaxPool(string x) => Node("MaxPool", names.Next("max"), [x], ("kernel_shape", Two), ("strides", Two));

    public string Upsample(string x)
    {
        if (written.Add("upsample.scales"))
            builder.Initializer("upsample.scales", [4], 1f, 1f, 2f, 2f);
        return Node("Resize", names.Next("upsample"), [x, "", "upsample.scales"],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
    }

    public string GlobalAverage(string x) => Node("GlobalAveragePool", names.Next("global_average"), [x]);

    public string GlobalMaximum(string x) => Node("GlobalMaxPool", names.Next("global_max"), [x]);

    public string ChannelMean(string x) => Node("ReduceMean", names.Next("channel_mean"), [x], ("axes", One), ("keepdims", 1));

    public string ChannelMaximum(string x) => Node("ReduceMax", names.Next("channel_max"), [x], ("axes", One), ("keepdims", 1));

    public string Relu(string x) => Node("Relu", names.Next("relu"), [x]);

    public string Sigmoid(string x) => Node("Sigmoid", names.Next("sigmoid"), [x]);

    private static int[] One => [1];

    private static int[] Two => [2, 2];

    /// <summary>Adds a node with one output of its own name.</summary>
    private string Node(string type, string name, string[] inputs, params (string Name, object Value)[] attributes)
    {
        OnnxNode node = OnnxModelBuilder.MakeNode(type, inputs, [name], attributes);
        node.Name = name;
        builder.Build().Graph.Nodes.Add(node);
        return name;
    }

    private void AddWeights(LayerSpec layer)
    {
        long outputs = layer.OutputChannels(spec), inputs = layer.InputChannels(spec);
        long[] shape = layer.Transposed ? [inputs, outputs, layer.Kernel, layer.Kernel] : [outputs, inputs, layer.Kernel, layer.Kernel];
        if (layer.HasNormalization && !fold)
        {
            builder.Initializer($"{layer.Name}.weight", shape, values($"{layer.Name}.weight"));
            foreach (string part in new[] { "weight", "bias", "mean", "variance" })
                builder.Initializer($"{layer.Name}.norm.{part}", [outputs], values($"{layer.Name}.norm.{part}"));
            return;
        }
        FoldedLayer folded = FoldedLayer.Of(layer, values);
        builder.Initializer($"{layer.Name}.weight", shape, folded.Weight);
        if (folded.Bias is not null)
            builder.Initializer($"{layer.Name}.bias", [outputs], folded.Bias);
    }
}
