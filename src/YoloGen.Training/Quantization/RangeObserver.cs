using TorchSharp;
using static TorchSharp.torch;

namespace YoloGen.Training.Quantization;

/// <summary>
/// The ranges that training begins with: of each batch, the range whose bytes have the least squared error; of several batches, their mean.
/// </summary>
internal sealed class RangeObserver
{
    /// <summary>Candidates: the whole range, each next one narrower by this factor.</summary>
    private const double Narrower = 0.93;
    private const int Candidates = 24;

    /// <summary>Values of a tensor that are looked at.</summary>
    private const int Sample = 200_000;

    private readonly Dictionary<string, List<(double Low, double High)>> _seen = [];

    /// <summary>Takes in an activation of one batch.</summary>
    public void Add(string site, Tensor x)
    {
        using IDisposable quiet = no_grad();
        using DisposeScope scope = NewDisposeScope();
        Tensor flat = x.detach().flatten();
        long step = Math.Max(1, flat.numel() / Sample);
        Tensor sample = flat[TensorIndex.Slice(0, flat.numel(), step)];
        double low = Math.Min(0, flat.min().ToSingle()), high = Math.Max(0, flat.max().ToSingle());
        (double, double) best = (low, high);
        double least = double.PositiveInfinity, factor = 1;
        for (int i = 0; i < Candidates; i++, factor *= Narrower)
        {
            Tensor range = tensor([(float)(low * factor), (float)(high * factor)]);
            double error = (FakeQuantization.Activation(sample, range) - sample).square().mean().ToSingle();
            if (error < least)
                (best, least) = ((low * factor, high * factor), error);
        }
        if (!_seen.TryGetValue(site, out List<(double, double)>? list))
            _seen.Add(site, list = []);
        list.Add(best);
    }

    /// <summary>Writes the means into the network's ranges.</summary>
    public void WriteTo(IReadOnlyDictionary<string, Tensor> tensors)
    {
        using IDisposable quiet = no_grad();
        foreach ((string site, List<(double Low, double High)> ranges) in _seen)
        {
            using Tensor range = tensor([(float)ranges.Average(r => r.Low), (float)ranges.Average(r => r.High)]);
            tensors[site + FakeQuantization.RangeSuffix].copy_(range);
        }
    }
}
