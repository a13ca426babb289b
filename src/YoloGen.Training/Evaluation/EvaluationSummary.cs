using System.Text.Json;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>What an evaluation of a file found, for tables (val.json).</summary>
internal sealed record EvaluationSummary
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>Name of the file.</summary>
    public string Model { get; init; } = "";

    /// <summary>What ran it: torch, ort, compiled.</summary>
    public string Engine { get; init; } = "";

    /// <summary>Bytes of the file.</summary>
    public long Bytes { get; init; }

    /// <summary>Photos.</summary>
    public int Photos { get; init; }

    /// <summary>mAP at IoU 0.5.</summary>
    public double Map50 { get; init; }

    /// <summary>Mean of the mAP at IoU 0.5 to 0.95.</summary>
    public double Map { get; init; }

    /// <summary>mAP at IoU 0.5 on degraded photos; null where they were not evaluated.</summary>
    public double? DegradedMap50 { get; init; }

    /// <summary>What the model finds, where that is more than boxes.</summary>
    public string? Task { get; init; }

    /// <summary>Share of photos whose likeliest class is the right one; null but for classifiers.</summary>
    public double? Top1 { get; init; }

    /// <summary>Share of photos whose class is among the five likeliest; null but for classifiers.</summary>
    public double? Top5 { get; init; }

    public void Write(string path) => OutputFile.Write(path, JsonSerializer.Serialize(this, Format) + "\n");

    /// <exception cref="YoloGenException">The file is damaged.</exception>
    public static EvaluationSummary Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<EvaluationSummary>(File.ReadAllText(path))!;
        }
        catch (JsonException exception)
        {
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"not an evaluation's summary ({exception.Message}); run val again", path);
        }
    }
}
