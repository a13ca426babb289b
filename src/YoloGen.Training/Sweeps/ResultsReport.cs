using System.Globalization;
using System.Text;
using YoloGen.Cost;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Network;
using YoloGen.Training.Pruning;

namespace YoloGen.Training.Sweeps;

/// <summary>Tables of run folders and evaluated files; beside the paper's where runs have the names of its sweep.</summary>
internal static class ResultsReport
{
    /// <summary>Share of the baseline's mAP that a pruned network should keep (the paper kept 93 %).</summary>
    private const double WantedShare = 0.97;

    /// <summary>Table I of the paper: parameters in millions, GMAC (recomputed), FPS on a Raspberry Pi 4, mAP at IoU 0.5.</summary>
    private static readonly (string Name, string Parameters, string Macs, string Fps, string Map)[] TableOne =
    [
        ("baseline", "9.1", "4.915", "0.99", "0.618"), ("one-shot-0.5", "3.1", "2.499", "1.59", "0.584"), ("one-shot-0.6", "2.5", "2.223", "1.67", "0.587"),
        ("one-shot-0.7", "2.1", "1.975", "1.80", "0.489"), ("one-shot-0.8", "1.8", "1.758", "1.93", "0.446"), ("one-shot-0.9", "1.5", "1.556", "2.07", "0.233"),
        ("iterative-0.1", "3.0", "", "1.51", "0.601"), ("iterative-0.2", "1.8", "", "1.93", "0.511"),
    ];

    /// <summary>Table II of the paper: its one-shot 0.6, quantized.</summary>
    private static readonly (string Name, string Size, string Fps, string Map)[] TableTwo =
        [("none (FP32)", "12.3 MB", "1.67", "0.587"), ("dynamic range", "2.7 MB", "1.48", "0.586"), ("static INT8", "2.7 MB", "1.97", "0.574")];

    /// <summary>Writes the page.</summary>
    /// <param name="runs">Runs, finished or not.</param>
    /// <param name="note">A paragraph about machine and settings, or null.</param>
    /// <param name="files">Evaluations of exported files.</param>
    /// <param name="notes">Markdown to append, or null.</param>
    public static string Write(IReadOnlyList<RunSummary> runs, string? note, IReadOnlyList<EvaluationSummary>? files = null, string? notes = null)
    {
        var text = new StringBuilder("# Results\n\n");
        if (note is not null)
            text.Append(note).Append("\n\n");
        text.Append("Epochs, hours and photos are what each run really had; \"photos\" counts all that the weights were shown, those of the run that they come from included. ");
        text.Append(CultureInfo.InvariantCulture, $"FPS of ours is predicted, not measured: INT8 at 416x416 on one Cortex-A72 core at 1.5 GHz and on four, by the formulas that `compile` chooses kernels by (`docs/training.md`). ");
        RunSummary[] others = [.. runs.Where(r => TableOne.All(p => p.Name != r.Name))];
        // The paper's tables belong to a sweep; somebody's own runs stand for themselves.
        bool sweep = runs.Count > others.Length;
        text.Append("Sizes are those of the weights at 4 bytes and at 1.").Append(sweep ? " The paper's figures are from its own photos, its FPS measured on a Raspberry Pi 4." : "").Append("\n\n");
        RunSummary? baseline = Named(runs, "baseline"), longer = Named(runs, "baseline-longer");
        if (sweep)
            WriteTableOne(text, runs, baseline);
        if (others.Length > 0)
            WriteOthers(text, others, baseline, sweep ? "Other runs" : "Runs");
        if (runs.Count == 0)
            text.Append("No run is there: a run folder holds results.csv or weights (`train --out FOLDER`).\n");
        if (sweep)
            WriteShares(text, runs, baseline, longer);
        if (sweep || files is { Count: > 0 })
            WriteTableTwo(text, files ?? [], sweep);
        if (notes is not null)
            text.Append("\n## Notes\n\n").Append(notes.ReplaceLineEndings("\n").Trim()).Append('\n');
        return text.ToString();
    }

    private static RunSummary? Named(IReadOnlyList<RunSummary> runs, string name) => runs.FirstOrDefault(r => r.Name == name && r.Result is not null);

    private static void WriteTableOne(StringBuilder text, IReadOnlyList<RunSummary> runs, RunSummary? baseline)
    {
        text.Append("## Table I: pruning\n\n");
        Header(text, "paper: parameters | GMAC | FPS | mAP@0.5 | ");
        foreach ((string name, string parameters, string macs, string fps, string map) in TableOne)
        {
            string paper = $"{parameters}M | {macs} | {fps} | {map} | ";
            Row(text, name, paper, runs.FirstOrDefault(r => r.Name == name), baseline);
        }
    }

    private static void WriteOthers(StringBuilder text, RunSummary[] runs, RunSummary? baseline, string title)
    {
        text.Append(text.ToString().EndsWith("\n\n", StringComparison.Ordinal) ? "" : "\n").Append("## ").Append(title).Append("\n\n");
        Header(text, "");
        foreach (RunSummary run in runs)
            Row(text, run.Name, "", run, baseline);
    }

    private static void Header(StringBuilder text, string paper)
    {
        string columns = $"run | {paper}ours: input | parameters | GMAC at 416 | float, INT8 size | mAP@0.5 | of baseline | degraded | mAP@0.5:0.95 | predicted FPS, 1 core | 4 cores | epochs | photos | hours";
        text.Append("| ").Append(columns).Append(" |\n|").Append(string.Concat(Enumerable.Repeat("---|", columns.Split('|').Length))).Append('\n');
    }

    private static void Row(StringBuilder text, string name, string paper, RunSummary? run, RunSummary? baseline)
    {
        text.Append(CultureInfo.InvariantCulture, $"| {name} | {paper}");
        if (run?.Spec is not { } spec)
        {
            text.Append(run is null ? "not run" : run.Progress).Append(" | | | | | | | | | | | | |\n");
            return;
        }
        NetworkSpec at416 = spec with { Width = 416, Height = 416 };
        double parameters = NetworkLayers.Of(spec).Sum(l => l.Parameters(spec)) / 1e6, macs = NetworkLayers.Of(at416).Sum(l => l.MultiplyAdds(at416)) / 1e9;
        NetworkCost cost = PredictedTime.Of(at416);
        text.Append(CultureInfo.InvariantCulture, $"{spec.Width}x{spec.Height} | {parameters:F3}M | {macs:F3} | {parameters * 4:F1}, {parameters:F1} MB | ");
        string speed = string.Create(CultureInfo.InvariantCulture, $"{1000 / cost.Milliseconds:F1} | {1000 / cost.MillisecondsOnFour:F1}");
        if (run.Result is not { } result)
        {
            text.Append(CultureInfo.InvariantCulture, $"{run.Progress} | | | | {speed} | | | |\n");
            return;
        }
        string share = baseline?.Result is { Map50: > 0 } whole ? string.Create(CultureInfo.InvariantCulture, $"{result.Map50 / whole.Map50 * 100:F1} %") : "";
        text.Append(CultureInfo.InvariantCulture,
            $"{result.Map50:F3} | {share} | {result.DegradedMap50:F3} | {result.Map:F3} | {speed} | {result.Epochs:0.##} | {run.AllPhotos:N0} | {result.Hours:F2} |\n");
    }

    /// <summary>The 97 % line: each pruned network against the best baseline that saw as many photos, or against the one there is.</summary>
    private static void WriteShares(StringBuilder text, IReadOnlyList<RunSummary> runs, RunSummary? baseline, RunSummary? longer)
    {
        text.Append("\n## Share of the baseline\n\n");
        if (baseline is null)
        {
            text.Append("No finished run named baseline, so no shares.\n");
            return;
        }
        RunSummary[] pruned = [.. runs.Where(r => r is { Pruned: true, Result: not null })];
        if (pruned.Length == 0)
        {
            text.Append("No pruned run is finished.\n");
            return;
        }
        text.Append(CultureInfo.InvariantCulture, $"Wanted: {WantedShare * 100:F0} % of the mAP@0.5 of a baseline that was shown at least as many photos (the paper kept 93 %); of several such baselines, the best.\n\n");
        text.Append("| run | mAP@0.5 | photos | against | its mAP@0.5 | its photos | share | 97 % |\n|---|---|---|---|---|---|---|---|\n");
        foreach (RunSummary run in pruned)
        {
            RunSummary reference = new[] { baseline, longer }.OfType<RunSummary>().Where(b => b.AllPhotos >= run.AllPhotos).MaxBy(b => b.Result!.Map50) ?? longer ?? baseline;
            double share = reference.Result!.Map50 > 0 ? run.Result!.Map50 / reference.Result.Map50 : 0;
            string verdict = (share >= WantedShare ? "reached" : "missed") + (reference.AllPhotos < run.AllPhotos ? ", against fewer photos" : "");
            text.Append(CultureInfo.InvariantCulture,
                $"| {run.Name} | {run.Result!.Map50:F3} | {run.AllPhotos:N0} | {reference.Name} | {reference.Result.Map50:F3} | {reference.AllPhotos:N0} | {share * 100:F1} % | {verdict} |\n");
        }
    }

    private static void WriteTableTwo(StringBuilder text, IReadOnlyList<EvaluationSummary> files, bool paper)
    {
        text.Append(paper ? "\n## Table II: quantization\n\n" : "\n## Files\n\n").Append("| file | engine | size | FPS | photos | mAP@0.5 | degraded | mAP@0.5:0.95 |\n|---|---|---|---|---|---|---|---|\n");
        foreach ((string name, string size, string fps, string map) in paper ? TableTwo : [])
            text.Append(CultureInfo.InvariantCulture, $"| paper, one-shot 0.6: {name} | | {size} | {fps} | 1,318 | {map} | | |\n");
        foreach (EvaluationSummary file in files)
        {
            string degraded = file.DegradedMap50 is { } d ? d.ToString("F3", CultureInfo.InvariantCulture) : "";
            text.Append(CultureInfo.InvariantCulture, $"| `{file.Model}` | {file.Engine} | {file.Bytes / 1e6:F1} MB | | {file.Photos:N0} | {file.Map50:F3} | {degraded} | {file.Map:F3} |\n");
        }
        if (files.Count == 0)
            text.Append("\nNo file of ours was evaluated (`val --out FOLDER` writes what this table reads, `report --files FOLDER`).\n");
    }
}
