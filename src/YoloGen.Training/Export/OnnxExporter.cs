using YoloGen.Training.Network;

namespace YoloGen.Training.Export;

/// <summary>Writes a network as ONNX: batch 1, fixed size, the outputs of <see cref="HeadMetadata.OutputNames"/>.</summary>
internal sealed class OnnxExporter : INetworkBuilder<string>
{
    private readonly OnnxFile file = new();
    private readonly TorchNetwork network;
    private readonly Dictionary<string, LayerSpec> layers;
    private readonly Dictionary<string, int> uses = [];
    private readonly HashSet<string> written = [];
    private readonly bool fold;
    private int outputs;

    private OnnxExporter(TorchNetwork network, bool fold)
    {
        this.network = network;
        this.fold = fold;
        layers = network.Layers.ToDictionary(l => l.Name);
    }

    /// <summary>The bytes of the file.</summary>
    /// <param name="network">Network in the state of evaluation.</param>
    /// <param name="fold">Whether BatchNormalization goes into the convolutions.</param>
    public static byte[] Export(TorchNetwork network, bool fold)
    {
        NetworkSpec spec = network.Spec;
        var exporter = new OnnxExporter(network, fold);
        exporter.file.AddInput("images", 1, 3, spec.Height, spec.Width);
        string[] names = NetworkDefinition.Apply(exporter, spec, "images");
        foreach ((string name, int stride) in names.Zip(spec.Strides))
            exporter.file.AddOutput(name, 1, spec.OutputChannels, spec.Height / stride, spec.Width / stride);
        return exporter.file.ToArray("yologen", HeadMetadata.Of(spec));
    }

    public string Convolve(string layer, string x)
    {
        LayerSpec l = layers[layer];
        if (written.Add(layer))
            AddWeights(l);
        string[] inputs = l.Kind == LayerKind.Plain || l.HasNormalization && !fold ? [x, $"{layer}.weight"] : [x, $"{layer}.weight", $"{layer}.bias"];
        int[] kernel = [l.Kernel, l.Kernel], stride = [l.Stride, l.Stride], padding = [l.Padding, l.Padding, l.Padding, l.Padding];
        string name = l.Output == "outputs" ? HeadMetadata.OutputNames(network.Spec)[outputs++] : Name(layer);
        string y = file.AddNode(l.Transposed ? "ConvTranspose" : "Conv", name, inputs, ("kernel_shape", kernel), ("strides", stride), ("pads", padding));
        if (l.HasNormalization && !fold)
        {
            string[] parts = [y, $"{layer}.norm.weight", $"{layer}.norm.bias", $"{layer}.norm.mean", $"{layer}.norm.variance"];
            y = file.AddNode("BatchNormalization", Name($"{layer}/norm"), parts, ("epsilon", (float)TorchNetwork.BatchNormEpsilon));
        }
        return l.Kind switch
        {
            LayerKind.Activated => file.AddNode("LeakyRelu", Name($"{layer}/act"), [y], ("alpha", (float)TorchNetwork.LeakySlope)),
            LayerKind.Rectified => file.AddNode("Relu", Name($"{layer}/act"), [y]),
            _ => y,
        };
    }

    public string Concat(string first, string second) => file.AddNode("Concat", Name("concat"), [first, second], ("axis", 1));

    public string Add(string first, string second) => file.AddNode("Add", Name("add"), [first, second]);

    public string Multiply(string first, string second) => file.AddNode("Mul", Name("mul"), [first, second]);

    public string AveragePool(string x) => file.AddNode("AveragePool", Name("average"), [x], ("kernel_shape", Two), ("strides", Two));

    public string MaxPool(string x) => file.AddNode("MaxPool", Name("max"), [x], ("kernel_shape", Two), ("strides", Two));

    public string Upsample(string x)
    {
        if (written.Add("upsample.scales"))
            file.AddTensor("upsample.scales", [4], [1, 1, 2, 2]);
        return file.AddNode("Resize", Name("upsample"), [x, "", "upsample.scales"],
            ("mode", "nearest"), ("coordinate_transformation_mode", "asymmetric"), ("nearest_mode", "floor"));
    }

    public string GlobalAverage(string x) => file.AddNode("GlobalAveragePool", Name("global_average"), [x]);

    public string GlobalMaximum(string x) => file.AddNode("GlobalMaxPool", Name("global_max"), [x]);

    public string ChannelMean(string x) => file.AddNode("ReduceMean", Name("channel_mean"), [x], ("axes", One), ("keepdims", 1));

    public string ChannelMaximum(string x) => file.AddNode("ReduceMax", Name("channel_max"), [x], ("axes", One), ("keepdims", 1));

    public string Relu(string x) => file.AddNode("Relu", Name("relu"), [x]);

    public string Sigmoid(string x) => file.AddNode("Sigmoid", Name("sigmoid"), [x]);

    private static int[] One => [1];

    private static int[] Two => [2, 2];

    private string Name(string stem)
    {
        uses[stem] = uses.GetValueOrDefault(stem) + 1;
        return $"/{stem}_{uses[stem]}";
    }

    private void AddWeights(LayerSpec layer)
    {
        long outputs = layer.OutputChannels(network.Spec), inputs = layer.InputChannels(network.Spec);
        long[] shape = layer.Transposed ? [inputs, outputs, layer.Kernel, layer.Kernel] : [outputs, inputs, layer.Kernel, layer.Kernel];
        if (layer.HasNormalization && !fold)
        {
            file.AddTensor($"{layer.Name}.weight", shape, FoldedLayer.Values(network, $"{layer.Name}.weight"));
            foreach (string part in new[] { "weight", "bias", "mean", "variance" })
                file.AddTensor($"{layer.Name}.norm.{part}", [outputs], FoldedLayer.Values(network, $"{layer.Name}.norm.{part}"));
            return;
        }
        FoldedLayer folded = FoldedLayer.Of(network, layer);
        file.AddTensor($"{layer.Name}.weight", shape, folded.Weight);
        if (folded.Bias is not null)
            file.AddTensor($"{layer.Name}.bias", [outputs], folded.Bias);
    }
}
