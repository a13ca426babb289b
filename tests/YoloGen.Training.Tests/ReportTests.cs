using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Tests;

public sealed class ReportTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Finished_unfinished_and_missing_runs_are_told_apart()
    {
        Run("baseline", new RunResult { Map50 = 0.5, Map = 0.2, DegradedMap50 = 0.4, Epochs = 2, Photos = 6000 });
        Run("baseline-longer", new RunResult { Map50 = 0.6, Photos = 6000, PhotosBefore = 6000 });
        Run("one-shot-0.5", new RunResult { Map50 = 0.49, Photos = 3000, PhotosBefore = 6000 });
        File.WriteAllText(Path.Combine(_folder, "one-shot-0.5", "prune.json"), "{}");
        Run("iterative-0.1/round2", null);
        File.WriteAllText(Path.Combine(_folder, "iterative-0.1", "prune.json"), "{}");
        File.WriteAllText(Path.Combine(_folder, "iterative-0.1", "round2", "results.csv"), "epoch,time\n3,1.0\n");
        string report = ResultsReport.Write(RunSummary.Find([_folder]), "Machine.", [new EvaluationSummary { Model = "a.onnx", Engine = "ort", Bytes = 1_500_000, Photos = 10, Map50 = 0.25 }], "More\n");
        string[] lines = report.Split('\n');
        Assert.Contains("9.111M", Line(lines, "baseline"));
        Assert.Contains("| 98.0 % |", Line(lines, "one-shot-0.5"));
        Assert.Contains("unfinished, round 1, epoch 3", Line(lines, "iterative-0.1"));
        Assert.Contains("not run", Line(lines, "iterative-0.2"));
        // 0.49 of the baseline that was shown at least as many photos, not of the one shown fewer.
        Assert.Contains("| one-shot-0.5 | 0.490 | 9,000 | baseline-longer | 0.600 | 12,000 | 81.7 % | missed |", report);
        Assert.Contains("| `a.onnx` | ort | 1.5 MB |", report);
        Assert.EndsWith("## Notes\n\nMore\n", report);
        string[] table = [.. lines.SkipWhile(l => !l.StartsWith("| run", StringComparison.Ordinal)).TakeWhile(l => l.StartsWith('|'))];
        Assert.All(table, l => Assert.Equal(table[0].Count(c => c == '|'), l.Count(c => c == '|')));
    }

    [Fact]
    public void No_run_at_all_is_said()
    {
        string report = ResultsReport.Write(RunSummary.Find([_folder]), null);
        Assert.Contains("No run is there", report);
        Assert.DoesNotContain("Table", report);
    }

    [Fact]
    public void Runs_of_ones_own_do_not_begin_with_the_papers_tables()
    {
        Run("mine", new RunResult { Map50 = 0.5, Map = 0.2, DegradedMap50 = 0.4, Epochs = 2, Photos = 6000 });
        string report = ResultsReport.Write(RunSummary.Find([_folder]), null, [new EvaluationSummary { Model = "a.onnx", Engine = "ort", Bytes = 1_500_000, Photos = 10, Map50 = 0.25 }]);
        Assert.DoesNotContain("paper", report, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("not run", report);
        string[] lines = report.Split('\n');
        Assert.Equal("## Runs", lines.First(l => l.StartsWith("## ", StringComparison.Ordinal)));
        Assert.Contains("| 0.500 |", Line(lines, "mine"));
        Assert.Contains("| `a.onnx` | ort | 1.5 MB |", report);
    }

    [Fact]
    public void A_missing_folder_and_a_damaged_result_are_named()
    {
        Assert.Equal(DiagnosticCodes.FileNotReadable, Assert.Throws<YoloGenException>(() => RunSummary.Find([Path.Combine(_folder, "none")])).Diagnostics[0].Code);
        File.WriteAllText(Path.Combine(_folder, "run.json"), "{");
        Assert.Equal(DiagnosticCodes.BadCheckpoint, Assert.Throws<YoloGenException>(() => RunSummary.Find([_folder])).Diagnostics[0].Code);
    }

    private static string Line(string[] lines, string name) => lines.First(l => l.StartsWith($"| {name} |", StringComparison.Ordinal));

    private void Run(string name, RunResult? result)
    {
        string place = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.Combine(place, "weights"));
        var spec = new NetworkSpec { ClassNames = ["mask", "no_mask"] };
        SafeTensors.Write(Path.Combine(place, "weights", result is null ? "last.safetensors" : "final.safetensors"), new Dictionary<string, StoredTensor>(), new Dictionary<string, string> { ["network"] = spec.ToJson() });
        result?.Write(place);
    }
}
