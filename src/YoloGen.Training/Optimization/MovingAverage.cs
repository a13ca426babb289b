using TorchSharp;
using YoloGen.Training.Network;
using static TorchSharp.torch;

namespace YoloGen.Training.Optimization;

/// <summary>Exponential moving average of the weights, which evaluates better than the weights themselves.</summary>
internal sealed class MovingAverage(TorchNetwork source, TorchNetwork average, double decay)
{
    private const double RampSteps = 1000;

    /// <summary>The averaged network.</summary>
    public TorchNetwork Network => average;

    /// <summary>Takes in the weights after update number <paramref name="step"/> (from 1); early ones are forgotten faster.</summary>
    public void Update(long step)
    {
        using IDisposable quiet = no_grad();
        double keep = decay * (1 - Math.Exp(-step / RampSteps));
        foreach ((string name, Tensor tensor) in average.Tensors)
            tensor.mul_(keep).add_(source[name], 1 - keep);
    }

    /// <summary>Makes the average equal to the weights.</summary>
    public void Reset()
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, Tensor tensor) in average.Tensors)
            tensor.copy_(source[name]);
    }
}
