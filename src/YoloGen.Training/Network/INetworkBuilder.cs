namespace YoloGen.Training.Network;

/// <summary>The operators that the network is written with: computed by libtorch, written to ONNX, or traced.</summary>
/// <typeparam name="T">A feature map.</typeparam>
internal interface INetworkBuilder<T>
{
    /// <summary>A layer of <see cref="NetworkLayers"/> with what follows it.</summary>
    T Convolve(string layer, T x);

    T Concat(T first, T second);

    T Add(T first, T second);

    T Multiply(T first, T second);

    /// <summary>2x2 windows, stride 2.</summary>
    T AveragePool(T x);

    /// <summary>2x2 windows, stride 2.</summary>
    T MaxPool(T x);

    /// <summary>Each value twice in both directions.</summary>
    T Upsample(T x);

    /// <summary>Mean over height and width, which become 1.</summary>
    T GlobalAverage(T x);

    /// <summary>Maximum over height and width, which become 1.</summary>
    T GlobalMaximum(T x);

    /// <summary>Mean over the channels, which become 1.</summary>
    T ChannelMean(T x);

    /// <summary>Maximum over the channels, which become 1.</summary>
    T ChannelMaximum(T x);

    T Relu(T x);

    T Sigmoid(T x);
}
