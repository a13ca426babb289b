namespace YoloGen.Training.Network;

/// <summary>The convolutions of the network, in the order in which they first run.</summary>
internal static class NetworkLayers
{
    public static IReadOnlyList<LayerSpec> Of(NetworkSpec spec) => spec.Family == NetworkFamily.Pyramid ? PyramidLayers.Of(spec) : Paper(spec);

    private static List<LayerSpec> Paper(NetworkSpec spec)
    {
        LayerKind block = spec.Blocks switch
        {
            BlockStyle.Linear => LayerKind.Bias,
            BlockStyle.Normalized => LayerKind.Normalized,
            _ => LayerKind.Activated,
        };
        string[] stage1 = ["stage1.left", "stage1.right"], stage2 = ["stage2.left", "stage2.right"];
        var layers = new List<LayerSpec>
        {
            new("stem1", ["image"], "stem1", 3, 2, LayerKind.Activated, 1),
            new("stem2", ["stem1"], "stem2", 3, 2, LayerKind.Activated, 2),
        };
        layers.AddRange(Residual("down1", ["stem2"], "stage1", spec, block, 4));
        layers.AddRange(Auxiliary("aux1", stage1, "stage1", "attention1", block, 8));
        layers.AddRange(Residual("down2", stage1, "stage2", spec, block, 8));
        layers.Add(new("bridge", stage1, "bridge", 3, 2, LayerKind.Activated, 8));
        layers.AddRange(Auxiliary("aux2", ["bridge"], "stage2", "attention2", block, 16));
        layers.Add(new("csp1", stage2, "csp1", 3, 1, LayerKind.Activated, 16));
        layers.Add(new("csp2", ["csp1"], "csp2", 3, 1, LayerKind.Activated, 16));
        layers.Add(new("csp3", ["csp2"], "csp3", 3, 1, LayerKind.Activated, 16));
        layers.Add(new("csp4", ["csp3", "csp2"], "csp4", 1, 1, LayerKind.Activated, 16));
        layers.Add(new("neck", ["csp1", "csp4"], "neck", 3, 1, LayerKind.Activated, 32));
        layers.Add(new("t", ["neck"], "neck", 3, 1, LayerKind.Activated, 32, Uses: 2));
        bool shared = spec.Channels["head"] > 0;
        layers.Add(new("coarse", ["neck"], shared ? "head" : "outputs", 1, 1, LayerKind.Bias, 32));
        layers.Add(new("reduce", ["neck"], "reduce", 1, 1, LayerKind.Bias, 32));
        layers.Add(new("up", ["reduce"], "up", 2, 2, LayerKind.Bias, 32, Transposed: true));
        layers.Add(new("fine1", [.. stage2, "up"], "fine", 3, 1, LayerKind.Activated, 16));
        layers.Add(new("fine2", ["fine"], shared ? "head" : "outputs", 1, 1, LayerKind.Bias, 16));
        if (shared) // runs on both scales: one coarse pixel and four fine ones
            layers.Add(new("head", ["head"], "outputs", 1, 1, LayerKind.Bias, 32, Uses: 5));
        return layers;
    }

    /// <summary>ResBlock-D: a main branch of three convolutions and a pooled branch of one, concatenated.</summary>
    private static IEnumerable<LayerSpec> Residual(string name, string[] inputs, string stage, NetworkSpec spec, LayerKind kind, int stride)
    {
        // Only the last convolution of the chain is normalized: the chain is linear, so normalizing inside it changes nothing.
        if (spec.Channels[$"{name}.a1"] == 0)
        {
            yield return new($"{name}.a", inputs, $"{stage}.left", 3, 2, kind, stride);
        }
        else
        {
            LayerKind inner = kind == LayerKind.Normalized ? LayerKind.Bias : kind;
            yield return new($"{name}.a1", inputs, $"{name}.a1", 1, 1, inner, stride);
            yield return new($"{name}.a2", [$"{name}.a1"], $"{name}.a2", 3, 2, inner, stride);
            yield return new($"{name}.a3", [$"{name}.a2"], $"{stage}.left", 1, 1, kind, stride * 2);
        }
        yield return new($"{name}.b", inputs, $"{stage}.right", 1, 1, kind, stride * 2);
    }

    /// <summary>Auxiliary block: two convolutions, then channel and spatial attention on the second.</summary>
    private static IEnumerable<LayerSpec> Auxiliary(string name, string[] inputs, string stage, string hidden, LayerKind kind, int stride)
    {
        yield return new($"{name}.f", inputs, $"{stage}.right", 3, 1, kind, stride);
        yield return new($"{name}.g", [$"{stage}.right"], $"{stage}.left", 3, 1, kind, stride);
        yield return new($"{name}.channel1", [$"{stage}.left"], hidden, 1, 1, LayerKind.Plain, 0, Uses: 2);
        yield return new($"{name}.channel2", [hidden], $"{stage}.left", 1, 1, LayerKind.Plain, 0, Uses: 2);
        yield return new($"{name}.spatial", ["mean+max"], "gate", 7, 1, LayerKind.Plain, stride);
    }
}
