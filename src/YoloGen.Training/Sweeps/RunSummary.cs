using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;

namespace YoloGen.Training.Sweeps;

/// <summary>What one run folder says.</summary>
/// <param name="Name">Name of the folder.</param>
/// <param name="Spec">The network; null where no checkpoint was written yet.</param>
/// <param name="Result">What the run had and reached; null for an unfinished one.</param>
/// <param name="Progress">How far an unfinished run has come, in words.</param>
/// <param name="Pruned">Whether the run pruned its network.</param>
internal sealed record RunSummary(string Name, NetworkSpec? Spec, RunResult? Result, string Progress, bool Pruned)
{
    /// <summary>Photos that the weights were shown in all.</summary>
    public long AllPhotos => Result is null ? 0 : Result.PhotosBefore + Result.Photos;

    /// <summary>Run folders in or below the given ones, in ordinal order; rounds are counted in the run that they belong to.</summary>
    /// <exception cref="YoloGenException">A folder is missing or a file in it is damaged.</exception>
    public static IReadOnlyList<RunSummary> Find(IEnumerable<string> folders)
    {
        var places = new List<string>();
        foreach (string folder in folders)
        {
            if (!Directory.Exists(folder))
                throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such folder; --runs takes run folders or a folder that holds them", folder);
            IEnumerable<string> files = new[] { "run.json", "results.csv", "prune.json" }.SelectMany(name => Directory.GetFiles(folder, name, SearchOption.AllDirectories));
            places.AddRange(files.Select(f => Path.GetDirectoryName(f)!).Where(p => !IsRound(p)).Distinct().Order(StringComparer.Ordinal));
        }
        return [.. places.Distinct().Select(Read)];
    }

    private static bool IsRound(string place)
        => Path.GetFileName(place).StartsWith("round", StringComparison.Ordinal) && File.Exists(Path.Combine(Path.GetDirectoryName(place)!, "prune.json"));

    private static RunSummary Read(string folder)
    {
        string name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        string[] rounds = [.. Directory.GetDirectories(folder, "round*").Where(IsRound).OrderBy(r => r.Length).ThenBy(r => r, StringComparer.Ordinal)];
        string[] weights = [.. rounds.Reverse().Append(folder).Reverse().SelectMany(f => new[] { "final", "last" }.Select(w => Path.Combine(f, "weights", w + ".safetensors")))];
        NetworkSpec? spec = weights.FirstOrDefault(File.Exists) is { } file ? Checkpoint.LoadSpec(file) : null;
        bool pruned = File.Exists(Path.Combine(folder, "prune.json"));
        if (RunResult.Read(folder) is { } result && File.Exists(Path.Combine(folder, "weights", "final.safetensors")))
            return new RunSummary(name, spec, result, "", pruned);
        string table = Path.Combine(rounds.Length > 0 ? rounds[^1] : folder, "results.csv");
        string epoch = File.Exists(table) ? File.ReadLines(table).Last().Split(',')[0] : "";
        string progress = rounds.Length > 0 ? string.Create(CultureInfo.InvariantCulture, $"unfinished, round {rounds.Length}") : "unfinished";
        return new RunSummary(name, spec, null, epoch.Length is > 0 and < 8 && char.IsAsciiDigit(epoch[0]) ? $"{progress}, epoch {epoch}" : progress, pruned);
    }
}
