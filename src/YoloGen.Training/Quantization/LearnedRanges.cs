using System.Text.Json.Nodes;
using YoloGen.Training.Network;

namespace YoloGen.Training.Quantization;

/// <summary>The ranges that a network learned, as metadata of its exported file: <c>yologen quantize</c> takes them as they are.</summary>
internal static class LearnedRanges
{
    /// <summary>Key of the metadata: a JSON object, for each tensor [lower end, upper end].</summary>
    public const string Key = "yologen.ranges";

    /// <summary>The ranges of all activations, and of the input, whose bytes are 0 to 255 of 0 to 1.</summary>
    /// <param name="spec">The network's shape.</param>
    /// <param name="values">Its tensors by name.</param>
    public static string Text(NetworkSpec spec, Func<string, float[]> values)
    {
        var all = new JsonObject { [ActivationSites.Input] = new JsonArray(0f, 1f) };
        foreach (string site in ActivationSites.Of(spec))
        {
            float[] range = values(site + FakeQuantization.RangeSuffix);
            all[site] = new JsonArray(Math.Min(0, range[0]), Math.Max(0, range[1]));
        }
        return all.ToJsonString();
    }
}
