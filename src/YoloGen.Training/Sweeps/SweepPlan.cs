using System.Globalization;

namespace YoloGen.Training.Sweeps;

/// <summary>One command line of a sweep, finished when its marker exists.</summary>
/// <param name="Name">Name of the run and its folder.</param>
/// <param name="Needs">Runs that must be finished before.</param>
/// <param name="Arguments">Words after the program's name.</param>
/// <param name="Result">File below the run's folder that exists once it is finished.</param>
internal sealed record SweepRun(string Name, string? Needs, string[] Arguments, string Result);

/// <summary>The runs of the paper's Table I: baseline, one-shot 0.5 to 0.9, iterative 0.1 and 0.2.</summary>
internal static class SweepPlan
{
    /// <summary>Lists the runs in an order that respects what they need.</summary>
    /// <param name="data">Data set.</param>
    /// <param name="folder">Folder of the sweep.</param>
    /// <param name="size">Input size.</param>
    /// <param name="baseline">Epochs of the baseline (100 in the paper).</param>
    /// <param name="fineTune">Epochs after one-shot pruning (50).</param>
    /// <param name="perRound">Epochs after each of the seven rounds of iterative pruning (5).</param>
    /// <param name="extra">Options for every run, such as the preset.</param>
    public static IReadOnlyList<SweepRun> TableOne(string data, string folder, int size, int baseline, int fineTune, int perRound, IEnumerable<string> extra)
    {
        string[] common = ["--data", data, "--size", Text(size), .. extra];
        string weights = Path.Combine(folder, "baseline", "weights", "final.safetensors");
        var runs = new List<SweepRun>
        {
            new("baseline", null, ["train", "--out", Path.Combine(folder, "baseline"), "--epochs", Text(baseline), "--evaluate-every", "5", .. common], Path.Combine("weights", "final.safetensors")),
        };
        foreach (double rate in new[] { 0.5, 0.6, 0.7, 0.8, 0.9 })
            runs.Add(Prune($"one-shot-{Text(rate)}", rate, 1, fineTune));
        foreach (double rate in new[] { 0.1, 0.2 })
            runs.Add(Prune($"iterative-{Text(rate)}", rate, 7, perRound));
        return runs;

        SweepRun Prune(string name, double rate, int rounds, int epochs) => new(name, "baseline",
            ["prune", "--weights", weights, "--scope", "paper", "--remove", Text(rate), "--rounds", Text(rounds), "--epochs", Text(epochs), "--out", Path.Combine(folder, name), .. common],
            "pruned.safetensors");
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
