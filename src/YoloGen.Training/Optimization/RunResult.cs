using System.Text.Json;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;

namespace YoloGen.Training.Optimization;

/// <summary>What a finished run had and reached, for tables (run.json).</summary>
internal sealed record RunResult
{
    /// <summary>Preset of the training.</summary>
    public string Preset { get; init; } = "";

    /// <summary>Seed of the training.</summary>
    public int Seed { get; init; }

    /// <summary>Epochs, of all rounds.</summary>
    public double Epochs { get; init; }

    /// <summary>Hours, of all rounds.</summary>
    public double Hours { get; init; }

    /// <summary>Photos shown in this run, of all rounds, repetitions counted.</summary>
    public long Photos { get; init; }

    /// <summary>Photos that the weights were shown before this run began.</summary>
    public long PhotosBefore { get; init; }

    /// <summary>mAP at IoU 0.5 on the validation photos.</summary>
    public double Map50 { get; init; }

    /// <summary>Mean of the mAP at IoU 0.5 to 0.95.</summary>
    public double Map { get; init; }

    /// <summary>mAP at IoU 0.5 on degraded photos.</summary>
    public double DegradedMap50 { get; init; }

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    public static string PathIn(string folder) => Path.Combine(folder, "run.json");

    /// <summary>The result of a run as the last of some rounds: what they had is added.</summary>
    public RunResult After(RunResult? earlier) => earlier is null ? this : this with
    {
        Epochs = Epochs + earlier.Epochs, Hours = Hours + earlier.Hours, Photos = Photos + earlier.Photos, PhotosBefore = earlier.PhotosBefore,
    };

    public void Write(string folder)
    {
        string path = PathIn(folder);
        OutputFile.Write(path, JsonSerializer.Serialize(this, Format) + "\n");
    }

    /// <summary>The result in a folder; null where there is none.</summary>
    /// <exception cref="YoloGenException">The file is damaged.</exception>
    public static RunResult? Read(string folder)
    {
        string path = PathIn(folder);
        if (!File.Exists(path))
            return null;
        try
        {
            return JsonSerializer.Deserialize<RunResult>(File.ReadAllText(path));
        }
        catch (JsonException exception)
        {
            throw new YoloGenException(DiagnosticCodes.BadCheckpoint, $"not a run's result ({exception.Message})", path);
        }
    }
}
