using YoloGen.Training.Export;
using YoloGen.Training.Network;

namespace YoloGen.Training.Quantization;

/// <summary>
/// The activations that become bytes, by the names that they have in an exported file. What only moves or selects values (Concat, MaxPool,
/// Upsample) keeps the range of what it reads.
/// </summary>
internal sealed class ActivationSites : INetworkBuilder<string>
{
    private readonly NetworkSpec _spec;
    private readonly Dictionary<string, LayerSpec> _layers;
    private readonly NodeNames _names;
    private readonly List<string> _found = [];

    private ActivationSites(NetworkSpec spec)
    {
        _spec = spec;
        _layers = NetworkLayers.Of(spec).ToDictionary(l => l.Name);
        _names = new NodeNames(spec);
    }

    /// <summary>Name of the network's input: its bytes are the photo's, and need no range.</summary>
    public const string Input = "images";

    /// <summary>Names in the order of the network.</summary>
    public static IReadOnlyList<string> Of(NetworkSpec spec)
    {
        var sites = new ActivationSites(spec);
        NetworkDefinition.Apply(sites, spec, Input);
        return sites._found;
    }

    public string Convolve(string layer, string x) => Add(_names.Of(_layers[layer]).Result);

    public string Concat(string first, string second) => _names.Next("concat");

    public string Add(string first, string second) => Add(_names.Next("add"));

    public string Multiply(string first, string second) => Add(_names.Next("mul"));

    public string AveragePool(string x) => Add(_names.Next("average"));

    public string MaxPool(string x) => _names.Next("max");

    public string Upsample(string x) => _names.Next("upsample");

    public string GlobalAverage(string x) => Add(_names.Next("global_average"));

    public string GlobalMaximum(string x) => Add(_names.Next("global_max"));

    public string ChannelMean(string x) => Add(_names.Next("channel_mean"));

    public string ChannelMaximum(string x) => Add(_names.Next("channel_max"));

    public string Relu(string x) => Add(_names.Next("relu"));

    public string Sigmoid(string x) => Add(_names.Next("sigmoid"));

    private string Add(string name)
    {
        _found.Add(name);
        return name;
    }
}
