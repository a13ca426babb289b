using YoloGen.Quantization;
using YoloGen.Training.Network;

namespace YoloGen.Training.Quantization;

/// <summary>The ranges that a network learned, as metadata of its exported file: <c>yologen quantize</c> takes them as they are.</summary>
internal static class NetworkRanges
{
    /// <summary>The ranges of all activations, and of the input, whose bytes are 0 to 255 of 0 to 1.</summary>
    /// <param name="spec">The network's shape.</param>
    /// <param name="values">Its tensors by name.</param>
    public static string Text(NetworkSpec spec, Func<string, float[]> values)
        => LearnedRanges.Text(
        [
            KeyValuePair.Create(ActivationSites.Input, new ValueRange(0, 1)),
            .. ActivationSites.Of(spec).Select(site => KeyValuePair.Create(site, Range(values(site + FakeQuantization.RangeSuffix)))),
        ]);

    private static ValueRange Range(float[] ends) => new(Math.Min(0, ends[0]), Math.Max(0, ends[1]));
}
