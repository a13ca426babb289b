using System.Globalization;
using System.Text;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Pruning;

namespace YoloGen.Training.Sweeps;

/// <summary>What one run folder says.</summary>
internal sealed record RunSummary(string Name, NetworkSpec Spec, double Epochs, double Hours, double Photos, double Map50, double Map, double? Degraded);

/// <summary>Tables of runs, from their results.csv and weights alone.</summary>
internal static class ResultsReport
{
    /// <summary>Table I of the paper: parameters in millions, GMAC, FPS on a Raspberry Pi 4, mAP at IoU 0.5.</summary>
    private static readonly (string Name, string Parameters, string Macs, string Fps, string Map)[] Paper =
    [
        ("baseline", "9.1", "4.915", "0.99", "0.618"), ("one-shot-0.5", "3.1", "2.499", "1.59", "0.584"), ("one-shot-0.6", "2.5", "2.223", "1.67", "0.587"),
        ("one-shot-0.7", "2.1", "1.975", "1.80", "0.489"), ("one-shot-0.8", "1.8", "1.758", "1.93", "0.446"), ("one-shot-0.9", "1.5", "1.556", "2.07", "0.233"),
        ("iterative-0.1", "3.0", "", "1.51", "0.601"), ("iterative-0.2", "1.8", "", "1.93", "0.511"),
    ];

    /// <summary>Run folders in or below the given ones, in ordinal order.</summary>
    public static IReadOnlyList<RunSummary> Find(IEnumerable<string> folders)
    {
        var runs = new List<RunSummary>();
        foreach (string folder in folders.Where(Directory.Exists))
        {
            string[] files = [.. new[] { "run.json", "results.csv" }.SelectMany(name => Directory.GetFiles(folder, name, SearchOption.AllDirectories))];
            // Rounds are counted in the run that they belong to.
            foreach (string place in files.Select(f => Path.GetDirectoryName(f)!).Where(p => !IsRound(p)).Distinct().Order(StringComparer.Ordinal))
            {
                if (Read(place) is { } run)
                    runs.Add(run);
            }
        }
        return runs;
    }

    private static bool IsRound(string place)
        => Path.GetFileName(place).StartsWith("round", StringComparison.Ordinal) && File.Exists(Path.Combine(Path.GetDirectoryName(place)!, "prune.json"));

    public static string Write(IReadOnlyList<RunSummary> runs, string? note)
    {
        var text = new StringBuilder("# Results\n\n");
        if (note is not null)
            text.Append(note).Append("\n\n");
        text.Append("## Runs\n\nEpochs and hours are what each run really had. FPS is predicted, not measured: INT8 on one Cortex-A72 core at 1.5 GHz, kernels assumed at 80 % of 8 multiply-adds a cycle; four cores reach 1.8 to 2.5 times that.\n\n");
        text.Append("| run | input | parameters | GMAC at 416 | epochs | hours | photos shown | mAP@0.5 | degraded | mAP@0.5:0.95 | predicted FPS at input | paper: parameters | GMAC | FPS | mAP@0.5 |\n");
        text.Append("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|---|\n");
        foreach (RunSummary run in runs)
        {
            NetworkSpec at416 = run.Spec with { Width = 416, Height = 416 };
            var paper = Paper.FirstOrDefault(p => p.Name == run.Name);
            double parameters = NetworkLayers.Of(run.Spec).Sum(l => l.Parameters(run.Spec)) / 1e6, macs = NetworkLayers.Of(at416).Sum(l => l.MultiplyAdds(at416)) / 1e9;
            string degraded = run.Degraded is { } d ? d.ToString("F3", CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture, $"| {run.Name} | {run.Spec.Width}x{run.Spec.Height} | {parameters:F3}M | {macs:F3} | {run.Epochs:F0} | {run.Hours:F2} | {run.Photos:N0} | {run.Map50:F3} | {degraded} | {run.Map:F3} | {1000 / Pi4Time.Milliseconds(run.Spec):F1} ");
            text.Append(paper.Name is null ? "| | | | |\n" : $"| {paper.Parameters}M | {paper.Macs} | {paper.Fps} | {paper.Map} |\n");
        }
        return text.ToString();
    }

    private static RunSummary? Read(string folder)
    {
        string weights = Path.Combine(folder, "weights", "final.safetensors"), name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (RunResult.Read(folder) is not { } result || !File.Exists(weights))
            return null;
        return new RunSummary(name, Checkpoint.LoadSpec(weights), result.Epochs, result.Hours, result.Photos, result.Map50, result.Map, result.DegradedMap50);
    }
}
