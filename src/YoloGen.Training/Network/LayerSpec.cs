namespace YoloGen.Training.Network;

/// <summary>What follows a convolution.</summary>
internal enum LayerKind
{
    /// <summary>Nothing: no bias, no normalization.</summary>
    Plain,

    /// <summary>A bias.</summary>
    Bias,

    /// <summary>BatchNormalization.</summary>
    Normalized,

    /// <summary>BatchNormalization and LeakyReLU(0.1): the paper's CB.</summary>
    Activated,

    /// <summary>BatchNormalization and ReLU.</summary>
    Rectified,
}

/// <summary>One convolution: its name, the channel groups it reads and writes, and its geometry.</summary>
/// <param name="Name">Name of its tensors in checkpoints and ONNX files.</param>
/// <param name="Inputs">Groups of its input channels, concatenated.</param>
/// <param name="Output">Group of its output channels.</param>
/// <param name="Kernel">Kernel width and height.</param>
/// <param name="Stride">Stride; for a transposed convolution how much larger the output is.</param>
/// <param name="Kind">What follows.</param>
/// <param name="InputStride">Input pixels of the network between two neighbouring pixels of this layer's input; 0 for a single pixel.</param>
/// <param name="Transposed">Whether it is a transposed convolution without padding.</param>
/// <param name="Uses">How often it runs in one inference.</param>
internal sealed record LayerSpec(string Name, string[] Inputs, string Output, int Kernel, int Stride, LayerKind Kind, int InputStride, bool Transposed = false, int Uses = 1)
{
    public int Padding => Transposed ? 0 : Kernel / 2;

    public bool HasNormalization => Kind is LayerKind.Normalized or LayerKind.Activated or LayerKind.Rectified;

    public int InputChannels(NetworkSpec spec) => Inputs.Sum(spec.CountOf);

    public int OutputChannels(NetworkSpec spec) => spec.CountOf(Output);

    /// <summary>Weights, bias and the two trained vectors of BatchNormalization.</summary>
    public long Parameters(NetworkSpec spec)
    {
        long outputs = OutputChannels(spec);
        long extra = Kind switch { LayerKind.Plain => 0, LayerKind.Bias => outputs, _ => 2 * outputs };
        return outputs * InputChannels(spec) * Kernel * Kernel + extra;
    }

    /// <summary>Multiply-adds of one inference.</summary>
    public long MultiplyAdds(NetworkSpec spec)
    {
        long pixels = 1;
        if (InputStride > 0)
        {
            int step = Transposed ? InputStride : InputStride * Stride;
            pixels = (long)(spec.Width / step) * (spec.Height / step);
        }
        return pixels * Uses * InputChannels(spec) * OutputChannels(spec) * Kernel * Kernel;
    }
}
