using YoloGen.Training.Network;

namespace YoloGen.Training.Pruning;

/// <summary>
/// A prediction of INT8 inference time on one Cortex-A72 core at 1.5 GHz: 8 multiply-adds a cycle at best, of which kernels reach
/// about 80 %, with the counts rounded up to a tile of 8 channels. For comparing channel plans, not for promises.
/// </summary>
internal static class Pi4Time
{
    private const double MultiplyAddsPerSecond = 8 * 1.5e9 * 0.8;

    public static double Milliseconds(NetworkSpec spec)
    {
        double total = 0;
        foreach (LayerSpec layer in NetworkLayers.Of(spec))
        {
            int inputs = layer.InputChannels(spec), outputs = layer.OutputChannels(spec);
            double padded = (double)RoundUp(inputs * layer.Kernel, 8) * RoundUp(outputs, 8) / ((double)inputs * layer.Kernel * outputs);
            total += layer.MultiplyAdds(spec) * padded;
        }
        return total / MultiplyAddsPerSecond * 1000;
    }

    private static int RoundUp(int value, int unit) => (value + unit - 1) / unit * unit;
}
