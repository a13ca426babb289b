using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>What bytes take from each observed tensor, in the order of the network.</summary>
internal static class NoiseTable
{
    private const int Photos = 6;

    public static IReadOnlyDictionary<Tensor, double> Measure(CandidateNetwork candidate, Calibrator calibrated, ITensorObserver observer, CalibrationInput input, IReadOnlyList<string> photos)
    {
        QuantizedTensors tensors = candidate.Tensors;
        Dictionary<string, Tensor> byName = tensors.Observed.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var noise = new ChannelNoise?[observer.Count];
        for (int i = 0; i < noise.Length; i++)
        {
            if (byName.TryGetValue(observer.Name(i), out Tensor? tensor))
            {
                Histogram histogram = calibrated.Histograms[tensor.Name];
                noise[i] = new ChannelNoise(tensor, histogram, candidate.Parameters[tensor], RangeSelection.FunctionOf(tensors, tensor, histogram));
            }
        }

        new CalibrationPhotos(input, KeepSearch.Some(photos, Photos)).ForEach((_, values) => observer.Observe(values, (i, data) => noise[i]?.Add(data)));
        var table = new Dictionary<Tensor, double>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < noise.Length; i++)
        {
            if (noise[i] is { } found)
            {
                table[byName[observer.Name(i)]] = found.Mean();
            }
        }

        return table;
    }
}
