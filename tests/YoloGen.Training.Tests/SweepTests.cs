using System.Diagnostics;
using TorchSharp;
using Xunit;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Sweeps;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>The sweep as a process of its own, killed in the middle and started again.</summary>
public sealed class SweepTests : NeedsTorch, IDisposable
{
    private static readonly string[] Names = ["baseline", "one-shot-0.5", "one-shot-0.6", "one-shot-0.7", "one-shot-0.8", "one-shot-0.9", "iterative-0.1", "iterative-0.2", "all-0.12-gmac"];
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_sweep_killed_while_fine_tuning_goes_on_to_the_same_weights()
    {
        string scenes = Path.Combine(_folder, "scenes");
        SynthDataSet.Write(scenes, 16, 4, 5, new SynthOptions { Width = 128, Height = 128, MinFace = 24, MaxFace = 90, MaxFaces = 3 });
        string killed = KilledInTheMiddle(scenes), whole = Path.Combine(_folder, "whole");
        var random = new Random();
        for (int i = 0; i < 3; i++)
        {
            // Anywhere: while loading, in a step, while a state is written, between two runs.
            using Process again = Start(scenes, killed);
            if (!again.WaitForExit(random.Next(800, 3000)))
                again.Kill();
            again.WaitForExit();
        }
        Assert.Equal(0, Finish(Start(scenes, killed)));
        Assert.Equal(0, Finish(Start(scenes, whole)));
        foreach (string name in Names)
        {
            (Dictionary<string, StoredTensor> expected, _) = SafeTensors.Read(Path.Combine(whole, name, "weights", "final.safetensors"));
            (Dictionary<string, StoredTensor> actual, _) = SafeTensors.Read(Path.Combine(killed, name, "weights", "final.safetensors"));
            Assert.Equal(expected.Keys.Order(), actual.Keys.Order());
            Assert.All(expected, t => Assert.Equal(t.Value.Values, actual[t.Key].Values));
            string table = Path.Combine(name, name.StartsWith("iterative", StringComparison.Ordinal) ? "round2" : "", "results.csv");
            Assert.Equal(Table(Path.Combine(whole, table)), Table(Path.Combine(killed, table)));
            RunResult result = RunResult.Read(Path.Combine(killed, name))!;
            Assert.Equal(RunResult.Read(Path.Combine(whole, name))! with { Hours = 0 }, result with { Hours = 0 });
            Assert.Equal(name.StartsWith("iterative", StringComparison.Ordinal) ? 4 : 2, result.Epochs);
            Assert.Equal(result.Epochs * 16, result.Photos);
            Assert.Equal(name == "baseline" ? 0 : 32, result.PhotosBefore);
        }
        // Two rounds of a tenth each, with the neck pruned twice in a round.
        NetworkSpec iterative = Checkpoint.LoadSpec(Path.Combine(killed, "iterative-0.1", "pruned.safetensors"));
        Assert.Equal(NetworkChannels.Scaled(0.125)["csp1"] - 3 - 2, iterative.Channels["csp1"]);
        string report = ResultsReport.Write(RunSummary.Find([killed]), null);
        Assert.All(Names, name => Assert.Contains($"| {name} |", report));
        Assert.DoesNotContain("| round", report);
    }

    /// <summary>The folder of a sweep that was killed in its second iterative round. On a busy machine the round may be over before the kill arrives; then another is tried.</summary>
    private string KilledInTheMiddle(string scenes)
    {
        for (int attempt = 0; attempt < 10; attempt++)
        {
            string killed = Path.Combine(_folder, $"killed{attempt}"), round = Path.Combine(killed, "iterative-0.1");
            string state = Path.Combine(round, "round2", "weights", "last.safetensors");
            using Process first = Start(scenes, killed);
            while (!File.Exists(state) && !first.HasExited)
                Thread.Sleep(5);
            first.Kill();
            first.WaitForExit();
            Assert.True(File.Exists(state), "the sweep ended before its second iterative round");
            if (!File.Exists(Path.Combine(round, "pruned.safetensors")))
                return killed;
        }
        throw new InvalidOperationException("ten sweeps ended before they could be killed");
    }

    /// <summary>A run's table without time and speed.</summary>
    private static IEnumerable<string> Table(string file)
        => File.ReadAllLines(file).Select(l => string.Join(',', l.Split(',').Where((_, column) => column is not (1 or 10))));

    private static int Finish(Process process)
    {
        using (process)
        {
            Assert.True(process.WaitForExit(600_000));
            return process.ExitCode;
        }
    }

    private static Process Start(string data, string output)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "YoloGen.Training.dll");
        string[] words =
        [
            program, "sweep", "--data", data, "--out", output, "--size", "64", "--width", "0.125", "--epochs", "2", "--fine-tune-epochs", "2", "--round-epochs", "2", "--rounds", "2",
            "--batch", "4", "--threads", "1", "--precision", "float32", "--save-minutes", "0", "--evaluate-every", "2", "--ours-gmac", "0.12", "--seed", "4",
        ];
        var start = new ProcessStartInfo("dotnet", words) { UseShellExecute = false, RedirectStandardOutput = true };
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        return process;
    }
}
