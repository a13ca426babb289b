using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>
/// A prediction of INT8 inference time on one Cortex-A72 core at 1.5 GHz, for comparing channel plans, not for promises: the multiply-adds,
/// their channels padded to the convolution kernel's tile, at the core's peak of 8 a cycle, and 11 ns for each value that a layer writes,
/// which pays for requantization, elementwise operations, loop ends and cache misses. The 11 ns were fitted to a cycle model of the core
/// (docs/training.md says how well).
/// </summary>
internal static class Pi4Time
{
    private const double MultiplyAddNanoseconds = 1 / (8 * 1.5), ValueNanoseconds = 11;

    /// <summary>The convolution kernel takes 16 input values at a time and makes 8 output channels.</summary>
    private const int Depth = 16, Columns = 8;

    /// <summary>A transposed convolution stays in float, at half the rate of integers.</summary>
    private const double FloatFactor = 2;

    public static double Milliseconds(NetworkSpec spec)
    {
        (double multiplyAdds, double values) = Work(spec);
        return (multiplyAdds * MultiplyAddNanoseconds + values * ValueNanoseconds) / 1e6;
    }

    /// <summary>Padded multiply-adds, and values that the layers write.</summary>
    internal static (double MultiplyAdds, double Values) Work(NetworkSpec spec)
    {
        double multiplyAdds = 0, values = 0;
        foreach (LayerSpec layer in NetworkLayers.Of(spec))
        {
            int inputs = layer.InputChannels(spec), outputs = layer.OutputChannels(spec);
            double exact = layer.MultiplyAdds(spec), area = (double)layer.Kernel * layer.Kernel;
            double padded = (double)RoundUp(inputs * layer.Kernel, Depth) * RoundUp(outputs, Columns) / ((double)inputs * layer.Kernel * outputs);
            multiplyAdds += exact * padded * (layer.Transposed ? FloatFactor : 1);
            values += exact / (inputs * area) * (layer.Transposed ? area : 1);
        }
        return (multiplyAdds, values);
    }

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}
