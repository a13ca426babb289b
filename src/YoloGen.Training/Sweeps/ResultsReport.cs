using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Network;
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
        foreach (string folder in folders)
        {
            IEnumerable<string> inner = Directory.Exists(folder) ? Directory.GetFiles(folder, "results.csv", SearchOption.AllDirectories) : [];
            foreach (string file in inner.Order(StringComparer.Ordinal))
            {
                if (Read(Path.GetDirectoryName(file)!) is { } run)
                    runs.Add(run);
            }
        }
        return runs;
    }

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
        string weights = Path.Combine(folder, "weights", "final.safetensors"), options = Path.Combine(folder, "args.json");
        string[] lines = File.ReadAllLines(Path.Combine(folder, "results.csv"));
        string[]? last = lines.Skip(1).Select(l => l.Split(',')).LastOrDefault(c => c.Length > 8 && c[7].Length > 0);
        if (last is null || !File.Exists(weights))
            return null;
        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
        double photos = lines.Skip(1).Select(l => l.Split(',')).Where(c => c.Length > 11).Sum(c => Number(c[11]));
        string degraded = Path.Combine(folder, "degraded.json");
        return new RunSummary(Path.GetFileName(Path.TrimEndingDirectorySeparator(folder)), Checkpoint.LoadSpec(weights), Number(last[0]), Number(last[1]) / 3600, photos,
            Number(last[7]), Number(last[8]), File.Exists(degraded) ? (double?)JsonNode.Parse(File.ReadAllText(degraded))!["mAP50"] : null);
    }
}
