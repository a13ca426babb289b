using YoloGen.Training.Network;

namespace YoloGen.Training.Export;

/// <summary>Names of an exported file's nodes, each with that of its one output: the same for the same network, whoever walks through it.</summary>
internal sealed class NodeNames(NetworkSpec spec)
{
    private readonly Dictionary<string, int> _uses = [];
    private int _outputs;

    /// <summary>The next name of a stem.</summary>
    public string Next(string stem)
    {
        _uses[stem] = _uses.GetValueOrDefault(stem) + 1;
        return $"/{stem}_{_uses[stem]}";
    }

    /// <summary>A layer's convolution, its BatchNormalization and its activation; the result is the last of them that there is.</summary>
    public LayerNames Of(LayerSpec layer)
    {
        string convolution = layer.Output == "outputs" ? HeadMetadata.OutputNames(spec)[_outputs++] : Next(layer.Name);
        return new LayerNames(convolution, layer.HasNormalization ? Next($"{layer.Name}/norm") : null, layer.Kind is LayerKind.Activated or LayerKind.Rectified ? Next($"{layer.Name}/act") : null);
    }
}

/// <summary>Names of one use of a layer.</summary>
/// <param name="Convolution">Of the convolution.</param>
/// <param name="Normalization">Of BatchNormalization, where the layer has it and it is not folded.</param>
/// <param name="Activation">Of the activation, where the layer has one.</param>
internal readonly record struct LayerNames(string Convolution, string? Normalization, string? Activation)
{
    /// <summary>Name of what the layer gives in a file with folded BatchNormalization.</summary>
    public string Result => Activation ?? Convolution;
}
