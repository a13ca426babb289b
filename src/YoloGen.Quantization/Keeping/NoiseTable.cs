using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Keeping;

/// <summary>What bytes take from each observed tensor, in the order of the network.</summary>
/// <param name="Noise">Squared error over variance, the mean over a tensor's channels.</param>
/// <param name="Shifts">By how much the mean of each channel moves.</param>
internal sealed record NoiseTable(IReadOnlyDictionary<Tensor, double> Noise, IReadOnlyDictionary<Tensor, float[]> Shifts)
{
    private const int Photos = 16;

    public static NoiseTable Measure(CandidateNetwork candidate, Calibrator calibrated, ITensorObserver observer, CalibrationInput input, IReadOnlyList<string> photos)
    {
        QuantizedTensors tensors = candidate.Tensors;
        Dictionary<string, Tensor> byName = tensors.Observed.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var noise = new ChannelNoise?[observer.Count];
        for (int i = 0; i < noise.Length; i++)
        {
            if (byName.TryGetValue(observer.Name(i), out Tensor? tensor))
            {
                Histogram histogram = calibrated.Histograms[tensor.Name];
                noise[i] = new ChannelNoise(tensor, histogram, candidate.Parameters[tensor], RangeSelection.FunctionOf(tensors, tensor, histogram),
                    tensors.Functions.ReaderOf(tensor)?.Result is { } result && tensors.Contains(result) ? candidate.Parameters[result] : null);
            }
        }

        new CalibrationPhotos(input, KeepSearch.Some(photos, Photos)).ForEach((_, values) => observer.Observe(values, (i, data) => noise[i]?.Add(data)));
        var table = new Dictionary<Tensor, double>(ReferenceEqualityComparer.Instance);
        var shifts = new Dictionary<Tensor, float[]>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < noise.Length; i++)
        {
            if (noise[i] is { } found)
            {
                table[byName[observer.Name(i)]] = found.Mean();
                shifts[byName[observer.Name(i)]] = found.Shifts();
            }
        }

        return new NoiseTable(table, shifts);
    }
}
