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

    /// <summary>Takes in one tensor after update number <paramref name="step"/> (from 1); early ones are forgotten faster.</summary>
    public void Update(string name, long step)
    {
        double keep = decay * (1 - Math.Exp(-step / RampSteps));
        average[name].mul_(keep).add_(source[name], 1 - keep);
    }

    /// <summary>Takes in the running statistics, which no gradient updates.</summary>
    public void UpdateStatistics(long step)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach (string name in average.Tensors.Keys)
        {
            if (!source[name].requires_grad)
                Update(name, step);
        }
    }

    /// <summary>Makes the average equal to the weights.</summary>
    public void Reset()
    {
        using IDisposable quiet = no_grad();
        foreach ((string name, Tensor tensor) in average.Tensors)
            tensor.copy_(source[name]);
    }
}
