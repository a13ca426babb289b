using System.Globalization;
using YoloGen.Detection;

namespace YoloGen.Quantization;

/// <summary>Keeps the model's metadata, and what the user said about head and input, so that the quantized model is fed as it was calibrated.</summary>
internal static class HeadMetadataWriter
{
    public static IReadOnlyDictionary<string, string> Add(IReadOnlyDictionary<string, string> metadata, HeadOptions options)
    {
        var all = new Dictionary<string, string>(metadata, StringComparer.Ordinal);
        all.Remove(LearnedRanges.Key); // they are scales now
        Set("yologen.head", options.Head);
        Set("yologen.anchors", options.Anchors);
        Set("yologen.input", options.Bgr is { } bgr ? bgr ? "bgr" : "rgb" : null);
        Set("yologen.mean", Text(options.Mean));
        Set("yologen.scale", Text(options.Scale));
        Set("yologen.resize", options.Resize?.ToString().ToLowerInvariant());
        Set("yologen.score", options.ScoreThreshold?.ToString("R", CultureInfo.InvariantCulture));
        Set("yologen.iou", options.IouThreshold?.ToString("R", CultureInfo.InvariantCulture));
        return all;

        void Set(string key, string? value)
        {
            if (value is not null)
            {
                all[key] = value;
            }
        }
    }

    private static string? Text(IReadOnlyList<float>? values)
        => values is null ? null : string.Join(",", (values.Count == 1 ? [values[0], values[0], values[0]] : values).Select(v => v.ToString("R", CultureInfo.InvariantCulture)));
}
