using YoloGen.Compiler.Graph;
using YoloGen.Quantization.Calibration;

namespace YoloGen.Quantization.Choice;

/// <summary>The range of every observed tensor, by the method that was asked for.</summary>
internal static class RangeSelection
{
    /// <param name="tensors">What is quantized.</param>
    /// <param name="calibrated">Its values over the photos.</param>
    /// <param name="method">What is looked for.</param>
    /// <param name="learned">Ranges that stand, by tensor name; null for none.</param>
    public static IReadOnlyDictionary<string, ValueRange> Choose(QuantizedTensors tensors, Calibrator calibrated, RangeMethod method, IReadOnlyDictionary<string, ValueRange>? learned = null)
    {
        var ranges = new Dictionary<string, ValueRange>(calibrated.Ranges, StringComparer.Ordinal);
        foreach (Tensor tensor in tensors.Observed.Where(t => calibrated.Histograms.ContainsKey(t.Name) && !EndsBody(tensors, t)))
        {
            Histogram histogram = calibrated.Histograms[tensor.Name];
            ranges[tensor.Name] = RangeChooser.Choose(histogram, method, FunctionOf(tensors, tensor, histogram));
        }

        foreach ((string name, ValueRange range) in learned ?? new Dictionary<string, ValueRange>(StringComparer.Ordinal))
        {
            ranges[name] = range;
        }

        return ranges;
    }

    /// <summary>What the tensor's only reader makes of its values, bin by bin; null where several read it, or one that is no function of single values.</summary>
    public static double[]? FunctionOf(QuantizedTensors tensors, Tensor tensor, Histogram histogram)
        => histogram.Width > 0 ? tensors.Functions.ReaderOf(tensor)?.Over(histogram) : null;

    /// <summary>Boxes and scores: the few values far out are those of the objects, whatever a mean over all places says.</summary>
    private static bool EndsBody(QuantizedTensors tensors, Tensor tensor)
        => tensors.IsOutput(tensor) || tensors.Consumers[tensor].Any(n => !tensors.Body.Contains(n));
}
