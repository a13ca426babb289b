using System.Globalization;

namespace YoloGen.Training.Sweeps;

/// <summary>One command line of a sweep, finished when its marker exists.</summary>
/// <param name="Name">Name of the run and its folder.</param>
/// <param name="Needs">Run that must be finished before.</param>
/// <param name="Arguments">Words after the program's name that decide the result.</param>
/// <param name="Machine">Words about where and how to compute, which may differ when a stopped sweep goes on.</param>
/// <param name="Result">File below the run's folder that exists once it is finished.</param>
internal sealed record SweepRun(string Name, string? Needs, string[] Arguments, string[] Machine, string Result)
{
    /// <summary>All words; each run goes on by itself where it was stopped.</summary>
    public IEnumerable<string> CommandLine => [.. Arguments, "--resume", .. Machine];
}

/// <summary>What a sweep is made of.</summary>
internal sealed record SweepSettings
{
    /// <summary>Folder of the sweep.</summary>
    public required string Folder { get; init; }

    /// <summary>Input width and height.</summary>
    public int Size { get; init; } = 416;

    /// <summary>Epochs of the baseline (the paper: 100).</summary>
    public double Epochs { get; init; } = 100;

    /// <summary>Epochs after one-shot pruning (50).</summary>
    public double FineTuneEpochs { get; init; } = 50;

    /// <summary>Epochs after each round of iterative pruning (5).</summary>
    public double RoundEpochs { get; init; } = 5;

    /// <summary>Rounds of iterative pruning (7).</summary>
    public int Rounds { get; init; } = 7;

    /// <summary>Budgets, in 10^9 multiply-adds at 416x416, of pruning in scope "all" from the same baseline, beyond the paper's table.</summary>
    public IReadOnlyList<double> Ours { get; init; } = [];

    /// <summary>Epochs that the baseline is trained on for, to compare at equal photos; 0 for none.</summary>
    public double LongerEpochs { get; init; }

    /// <summary>Words about the data, for every run.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Words about the network, for the baseline.</summary>
    public IReadOnlyList<string> Shape { get; init; } = [];

    /// <summary>Words about the training, for every run.</summary>
    public IReadOnlyList<string> Training { get; init; } = [];

    /// <summary>Words about the machine, for every run.</summary>
    public IReadOnlyList<string> Machine { get; init; } = [];
}

/// <summary>The runs of the paper's Table I, in an order that respects what they need.</summary>
internal static class SweepPlan
{
    /// <summary>Baseline, one-shot 0.5 to 0.9, iterative 0.1 and 0.2, and what was asked for beyond.</summary>
    public static IReadOnlyList<SweepRun> TableOne(SweepSettings settings)
    {
        string weights = Path.Combine(settings.Folder, "baseline", "weights", "final.safetensors");
        string[] common = [.. settings.Data, "--size", Text(settings.Size), .. settings.Training];
        var runs = new List<SweepRun> { Train("baseline", null, settings.Epochs, [.. settings.Shape]) };
        foreach (double rate in new[] { 0.5, 0.6, 0.7, 0.8, 0.9 })
            runs.Add(Prune($"one-shot-{Text(rate)}", ["--scope", "paper", "--remove", Text(rate)], 1, settings.FineTuneEpochs));
        foreach (double rate in new[] { 0.1, 0.2 })
            runs.Add(Prune($"iterative-{Text(rate)}", ["--scope", "paper", "--remove", Text(rate)], settings.Rounds, settings.RoundEpochs));
        foreach (double budget in settings.Ours)
            runs.Add(Prune($"all-{Text(budget)}-gmac", ["--scope", "all", "--gmac", Text(budget), "--budget-size", "416"], 1, settings.FineTuneEpochs));
        if (settings.LongerEpochs > 0)
            runs.Add(Train("baseline-longer", "baseline", settings.LongerEpochs, ["--weights", weights]));
        return runs;

        SweepRun Train(string name, string? needs, double epochs, string[] start) => new(name, needs,
            ["train", "--out", Path.Combine(settings.Folder, name), "--epochs", Text(epochs), .. start, .. common], [.. settings.Machine], "run.json");

        SweepRun Prune(string name, string[] rule, int rounds, double epochs) => new(name, "baseline",
            ["prune", "--weights", weights, .. rule, "--rounds", Text(rounds), "--epochs", Text(epochs), "--out", Path.Combine(settings.Folder, name), .. common],
            [.. settings.Machine], "pruned.safetensors");
    }

    private static string Text(IFormattable value) => value.ToString(null, CultureInfo.InvariantCulture);
}
