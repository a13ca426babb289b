using System.Text.Json;
using YoloGen.Diagnostics;

namespace YoloGen.Quantization;

/// <summary>
/// Ranges that a network was trained with (quantization-aware training writes them into the file it exports). They and the nearest bytes of the weights are
/// what its training computed with, so neither is chosen again.
/// </summary>
public static class LearnedRanges
{
    /// <summary>Key of the metadata: a JSON object, for each tensor [lower end, upper end].</summary>
    public const string Key = "yologen.ranges";

    /// <summary>What a user reads about a network that has them.</summary>
    internal const string Assumption = "ranges as the network learned them (yologen.ranges), weights as the nearest bytes";

    /// <summary>The text of the metadata.</summary>
    /// <param name="ranges">By tensor name; zero is in each.</param>
    public static string Text(IEnumerable<KeyValuePair<string, ValueRange>> ranges)
        => JsonSerializer.Serialize((ranges ?? throw new ArgumentNullException(nameof(ranges))).ToDictionary(r => r.Key, r => new[] { r.Value.Min, r.Value.Max }, StringComparer.Ordinal));

    /// <summary>By tensor name; null where the network has none.</summary>
    /// <exception cref="YoloGenException">The text is no such object (YG0302).</exception>
    public static IReadOnlyDictionary<string, ValueRange>? Of(IReadOnlyDictionary<string, string> metadata)
    {
        ArgumentNullException.ThrowIfNull(metadata);
        if (!metadata.TryGetValue(Key, out string? text))
        {
            return null;
        }

        try
        {
            Dictionary<string, float[]> read = JsonSerializer.Deserialize<Dictionary<string, float[]>>(text) ?? [];
            if (read.Values.All(r => r is [<= 0, >= 0] && float.IsFinite(r[0]) && float.IsFinite(r[1])))
            {
                return read.ToDictionary(r => r.Key, r => new ValueRange(r.Value[0], r.Value[1]), StringComparer.Ordinal);
            }
        }
        catch (JsonException)
        {
            // Told below, as are numbers that make no range.
        }

        throw new YoloGenException(DiagnosticCodes.BadQuantization, $"the metadata {Key} is no JSON object with a lower end (at most 0) and an upper end (at least 0) for each tensor; export the network again, or remove the entry");
    }
}
