namespace YoloGen.Training.Network;

/// <summary>
/// The pyramid, once, over any builder: a residual backbone (He et al. 2016), a top-down path that adds coarse features to fine ones (Lin et
/// al. 2017), and one convolution before the outputs at strides 32, 16 and 8. Its work sits at strides 4 to 16, where small faces are seen
/// (the finding of SCRFD, Guo et al. 2021).
/// </summary>
internal static class PyramidDefinition
{
    /// <summary>Applies the network.</summary>
    /// <returns>Raw outputs at strides 32, 16 and 8: N x (5 + classes) x H/stride x W/stride.</returns>
    public static T[] Apply<T>(INetworkBuilder<T> b, NetworkSpec spec, T image)
    {
        T x = b.Convolve("stem", image);
        var features = new Dictionary<int, T>();
        foreach (int stride in PyramidLayers.Stages)
        {
            x = b.Convolve($"{PyramidLayers.Stage(stride)}.down", x);
            for (int block = 1; block <= PyramidLayers.MostBlocks; block++)
            {
                string name = PyramidLayers.Block(stride, block);
                if (spec.Channels[name] > 0)
                    x = b.Add(x, b.Convolve($"{name}.b", b.Convolve($"{name}.a", x)));
            }
            features.Add(stride, x);
        }

        var merged = new List<T>();
        foreach (int stride in PyramidLayers.Outputs)
        {
            T lateral = b.Convolve($"lateral{stride}", features[stride]);
            merged.Add(merged.Count == 0 ? lateral : b.Convolve($"smooth{stride}", b.Add(lateral, b.Upsample(merged[^1]))));
        }
        return [.. PyramidLayers.Outputs.Select((stride, i) => b.Convolve($"output{stride}", b.Convolve($"head{stride}", merged[i])))];
    }
}
