using System.Globalization;
using System.Text.Json;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;

namespace YoloGen.Training.Pruning;

/// <summary>
/// Pruning in one or more rounds, each followed by fine-tuning with the learning rate rewound to its start. A run that was stopped goes
/// on in the round, and in the step of its fine-tuning, where it was.
/// </summary>
/// <param name="rule">What to prune and how far, after all rounds; a rate is that of each round.</param>
/// <param name="rounds">Rounds, at least 1.</param>
/// <param name="output">Folder for the pruned network and the report, and for the fine-tuning (of more rounds than one: round1, round2, ...).</param>
internal sealed class PruningRun(PruningRule rule, int rounds, string output)
{
    /// <summary>File with the pruned network.</summary>
    public const string ResultFile = "pruned.safetensors";

    /// <summary>File with the rule that a run was started with.</summary>
    public const string RuleFile = "prune.json";

    private const string ReportPage = "pruning.html", ReportText = "pruning.md";

    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true };

    /// <summary>The pruned network.</summary>
    public string Result => Path.Combine(output, ResultFile);

    /// <summary>Folder of a round's fine-tuning.</summary>
    public string Round(int round) => rounds == 1 ? output : Path.Combine(output, $"round{round.ToString(CultureInfo.InvariantCulture)}");

    /// <summary>Refuses folders in which the run could not write all its files, before any work is done for it.</summary>
    /// <param name="trains">Whether each round is followed by fine-tuning.</param>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public void Check(bool trains)
    {
        CheckFiles(output);
        if (!trains)
            return;
        RunFolder.Check(output);
        for (int round = 1; round <= rounds; round++)
            RunFolder.Check(Round(round));
    }

    /// <summary>Refuses a folder in which the files of a pruning itself could not be written.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void CheckFiles(string folder) => OutputFile.CheckFolder(folder, [ResultFile, ReportPage, ReportText, RuleFile]);

    /// <summary>Prunes without training.</summary>
    public void Prune(TorchNetwork network)
    {
        NetworkSpec original = network.Spec;
        for (int round = 1; round <= rounds; round++)
            network = Apply(network, original, round);
        Write(original, network);
    }

    /// <summary>Prunes and fine-tunes.</summary>
    /// <param name="network">The network to prune.</param>
    /// <param name="options">How to fine-tune.</param>
    /// <param name="prepare">Called with each round's folder before it is used.</param>
    /// <param name="train">Creates and runs a trainer for a network in a folder, resuming where the flag says so; gives the trained network.</param>
    public void Run(TorchNetwork network, TrainingOptions options, Action<RunFolder> prepare, Func<TorchNetwork, RunFolder, bool, TorchNetwork> train)
    {
        NetworkSpec original = network.Spec;
        CheckSame(options);
        RunResult? result = null;
        for (int round = 1; round <= rounds; round++)
        {
            using var folder = new RunFolder(Round(round));
            prepare(folder);
            if (folder.IsComplete)
            {
                Console.WriteLine($"round {round}: finished before");
                network = Checkpoint.LoadNetwork(folder.FinalNetwork, network.Device);
            }
            else if (folder.HasState)
            {
                Console.WriteLine($"round {round}: goes on");
                NetworkSpec spec = Checkpoint.ReadOptions(folder.LastState).Spec;
                network = train(new TorchNetwork(spec, 0, network.Device), folder, true);
            }
            else
            {
                network = train(Apply(network, original, round), folder, false);
            }
            // In one folder with its only round, the result is that round's own.
            result = RunResult.Read(folder.Root)!.After(rounds == 1 ? null : result);
        }
        if (rounds > 1)
        {
            Directory.CreateDirectory(Path.Combine(output, "weights"));
            Checkpoint.SaveNetwork(Path.Combine(output, "weights", "final.safetensors"), network);
            result!.Write(output);
        }
        Write(original, network);
    }

    private TorchNetwork Apply(TorchNetwork network, NetworkSpec original, int round)
    {
        TorchNetwork pruned = rule.Limited(original, round, rounds).Apply(network);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"round {round}: {pruned.ParameterCount} parameters, {pruned.Layers.Sum(l => l.MultiplyAdds(pruned.Spec)) / 1e9:F3} GMAC at {pruned.Spec.Width}x{pruned.Spec.Height}"));
        return pruned;
    }

    /// <summary>The report and, last, the network: where it lies, the run is complete.</summary>
    private void Write(NetworkSpec original, TorchNetwork network)
    {
        Directory.CreateDirectory(output);
        OutputFile.Write(Path.Combine(output, ReportPage), PruningReport.Html(original, network.Spec));
        OutputFile.Write(Path.Combine(output, ReportText), PruningReport.Markdown(original, network.Spec));
        Checkpoint.SaveNetwork(Result, network);
    }

    /// <summary>A stopped run is not continued with another rule.</summary>
    private void CheckSame(TrainingOptions options)
    {
        Directory.CreateDirectory(output);
        string path = Path.Combine(output, RuleFile), text = JsonSerializer.Serialize(new { Rule = rule, Rounds = rounds }, Format) + "\n";
        string first = Path.Combine(Round(1), "weights", "last.safetensors");
        if (File.Exists(path) && File.Exists(first) && File.ReadAllText(path) != text)
            throw new YoloGenException(DiagnosticCodes.BadTrainingOption, "the pruning in this folder was started with another rule (prune.json); take another --out, or --overwrite", output);
        OutputFile.Write(path, text);
        OutputFile.Write(Path.Combine(output, "args.json"), options.ToJson() + "\n");
    }
}
