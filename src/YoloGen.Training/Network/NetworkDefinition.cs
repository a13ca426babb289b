namespace YoloGen.Training.Network;

/// <summary>
/// The paper's network, once, over any builder: a YOLOv4-tiny with two ResBlock-D and two attention blocks (Liberatori et al. 2022).
/// </summary>
internal static class NetworkDefinition
{
    /// <summary>Applies the network of a spec's family.</summary>
    /// <param name="b">What the operators do.</param>
    /// <param name="spec">Shape of the network.</param>
    /// <param name="image">N x 3 x H x W, values 0 to 1.</param>
    /// <returns>Raw outputs, one for each of <see cref="NetworkSpec.Strides"/>: N x <see cref="NetworkSpec.OutputChannels"/> x H/stride x W/stride.</returns>
    public static T[] Apply<T>(INetworkBuilder<T> b, NetworkSpec spec, T image)
        => spec.Family == NetworkFamily.Pyramid ? PyramidDefinition.Apply(b, spec, image) : Paper(b, spec, image);

    private static T[] Paper<T>(INetworkBuilder<T> b, NetworkSpec spec, T image)
    {
        T stem = b.Convolve("stem2", b.Convolve("stem1", image));
        T down1 = Residual(b, spec, "down1", stem);
        T aux1 = Auxiliary(b, "aux1", down1);
        T features = Residual(b, spec, "down2", b.Add(down1, aux1));
        T aux2 = Auxiliary(b, "aux2", b.Convolve("bridge", aux1));

        T x1 = b.Convolve("csp1", b.Add(features, aux2));
        T x2 = b.Convolve("csp2", x1);
        T x4 = b.Convolve("csp4", b.Concat(b.Convolve("csp3", x2), x2));
        T neck = b.Convolve("neck", b.MaxPool(b.Concat(x1, x4)));
        T t1 = b.Convolve("t", neck);
        T t2 = b.Convolve("t", t1);

        T coarse = b.Convolve("coarse", t2);
        T up = b.Convolve("up", b.Convolve("reduce", t1));
        T fine = b.Convolve("fine2", b.Convolve("fine1", b.Concat(features, up)));
        return spec.Channels["head"] > 0 ? [b.Convolve("head", coarse), b.Convolve("head", fine)] : [coarse, fine];
    }

    private static T Residual<T>(INetworkBuilder<T> b, NetworkSpec spec, string name, T x)
    {
        T main = spec.Channels[$"{name}.a1"] == 0
            ? b.Convolve($"{name}.a", x)
            : b.Convolve($"{name}.a3", b.Convolve($"{name}.a2", b.Convolve($"{name}.a1", x)));
        return b.Concat(main, b.Convolve($"{name}.b", b.AveragePool(x)));
    }

    private static T Auxiliary<T>(INetworkBuilder<T> b, string name, T x)
    {
        T f = b.Convolve($"{name}.f", x);
        T g = b.Convolve($"{name}.g", f);
        T Weigh(T pooled) => b.Convolve($"{name}.channel2", b.Relu(b.Convolve($"{name}.channel1", pooled)));
        g = b.Multiply(g, b.Sigmoid(b.Add(Weigh(b.GlobalAverage(g)), Weigh(b.GlobalMaximum(g)))));
        g = b.Multiply(g, b.Sigmoid(b.Convolve($"{name}.spatial", b.Concat(b.ChannelMean(g), b.ChannelMaximum(g)))));
        return b.Concat(g, f);
    }
}
