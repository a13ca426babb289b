namespace YoloGen.Training.Network;

/// <summary>
/// The convolutions of the pyramid. Everything but the outputs is a convolution with BatchNormalization and ReLU, 3x3 and stride 1 wherever
/// the multiply-adds are: that is what Winograd's algorithm makes cheap, and ReLU is a bound on the integers that a convolution makes anyway.
/// </summary>
internal static class PyramidLayers
{
    /// <summary>Residual blocks that a stage can have.</summary>
    public const int MostBlocks = 4;

    /// <summary>Strides of the stages with residual blocks.</summary>
    public static readonly int[] Stages = [4, 8, 16, 32];

    /// <summary>Strides of the outputs, the coarsest first.</summary>
    public static readonly int[] Outputs = [32, 16, 8];

    public static string Stage(int stride) => $"stage{stride}";

    /// <summary>Hidden channels of a block, from 1; 0 where the block is absent.</summary>
    public static string Block(int stride, int block) => $"stage{stride}.block{block}";

    public static List<LayerSpec> Of(NetworkSpec spec)
    {
        var layers = new List<LayerSpec> { new("stem", ["image"], "stem", 3, 2, LayerKind.Rectified, 1) };
        string before = "stem";
        foreach (int stride in Stages)
        {
            string stage = Stage(stride);
            layers.Add(new($"{stage}.down", [before], stage, 3, 2, LayerKind.Rectified, stride / 2));
            for (int block = 1; block <= MostBlocks; block++)
            {
                string hidden = Block(stride, block);
                if (spec.Channels[hidden] == 0)
                    continue;
                layers.Add(new($"{hidden}.a", [stage], hidden, 3, 1, LayerKind.Rectified, stride));
                layers.Add(new($"{hidden}.b", [hidden], stage, 3, 1, LayerKind.Rectified, stride));
            }
            before = stage;
        }
        foreach (int stride in Outputs)
        {
            layers.Add(new($"lateral{stride}", [Stage(stride)], "neck", 1, 1, LayerKind.Rectified, stride));
            if (stride != Outputs[0])
                layers.Add(new($"smooth{stride}", ["neck"], "neck", 3, 1, LayerKind.Rectified, stride));
        }
        foreach (int stride in Outputs)
        {
            layers.Add(new($"head{stride}", ["neck"], $"head{stride}", 3, 1, LayerKind.Rectified, stride));
            layers.Add(new($"output{stride}", [$"head{stride}"], "outputs", 1, 1, LayerKind.Bias, stride));
        }
        return layers;
    }
}
