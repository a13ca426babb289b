using System.CommandLine;
using System.Globalization;
using TorchSharp;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Data;
using YoloGen.Training.Network;
using YoloGen.Training.Optimization;
using YoloGen.Training.Pruning;
using YoloGen.Training.Runtime;

namespace YoloGen.Training.Commands;

/// <summary><c>prune</c>: removes filters, once or in rounds, with fine-tuning after each where a data set is given.</summary>
internal static class PruneCommand
{
    public static Command Create()
    {
        var settings = new TrainingSettings();
        Option<string> weights = Verb.Required<string>("--weights", "checkpoint to prune");
        Option<string> output = Verb.Option("--out", "folder for the pruned network, the report and the fine-tuning run", "runs/prune");
        Option<string> scope = new Option<string>("--scope") { Description = "the paper's layers, or every convolution", DefaultValueFactory = _ => "all" }.Among("paper", "all");
        Option<double> rate = Verb.Option("--remove", "share of each layer's filters to remove in each round", 0.0);
        Option<double> macs = Verb.Option("--gmac", "budget: 10^9 multiply-adds", 0.0);
        Option<double> parameters = Verb.Option("--million-parameters", "budget: 10^6 parameters", 0.0);
        Option<double> milliseconds = Verb.Option("--pi4-ms", "budget: predicted milliseconds on one Raspberry Pi 4 core, INT8", 0.0);
        Option<int> multiple = Verb.Option("--multiple", "keep channel counts at multiples of this (scope all)", 8);
        Option<int> rounds = Verb.Option("--rounds", "rounds of pruning and fine-tuning, each with the learning rate rewound", 1);
        Option<string?> data = Verb.Optional<string>("--data", "data set to fine-tune on; without it the network is only pruned");
        Option<int?> size = Verb.Optional<int?>("--size", "input size to count at and to fine-tune at");
        var command = new Command("prune", "Removes the filters with the smallest L1 norm.") { weights, output, scope, rate, macs, parameters, milliseconds, multiple, rounds, data, size };
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            TorchRuntime.Load();
            torch.set_num_threads(settings.Threads(parsed));
            var rule = new PruningRule
            {
                PaperScope = parsed.GetValue(scope) == "paper",
                Rate = parsed.GetValue(rate),
                MultiplyAdds = parsed.GetValue(macs) * 1e9,
                Parameters = parsed.GetValue(parameters) * 1e6,
                Milliseconds = parsed.GetValue(milliseconds),
                Multiple = parsed.GetValue(multiple),
            };
            int count = parsed.GetValue(rounds);
            bool budget = rule.MultiplyAdds > 0 || rule.Parameters > 0 || rule.Milliseconds > 0;
            if (!budget && rule.Rate <= 0 || rule.PaperScope && budget)
                throw Verb.Bad("say how far to prune: --remove RATE (both scopes), or --gmac, --million-parameters or --pi4-ms (scope all)");
            if (rule.Multiple is < 1 or > 64 || count is < 1 or > 100)
                throw Verb.Bad("--multiple must be 1 to 64, --rounds 1 to 100");
            TorchNetwork network = Checkpoint.LoadNetwork(parsed.GetRequiredValue(weights), settings.Device(parsed));
            if (parsed.GetValue(size) is { } side)
                network = network.WithSize(side, side);
            NetworkSpec original = network.Spec;
            string folder = parsed.GetValue(output)!;
            Directory.CreateDirectory(folder);
            PhotoSet? photos = parsed.GetValue(data) is { } source ? PhotoSet.Load(source, "train", 832) : null;
            PhotoSet? validation = parsed.GetValue(data) is { } again ? PhotoSet.Load(again, "val", 832) : null;
            for (int round = 1; round <= count; round++)
            {
                network = Limited(rule, original, round, count).Apply(network);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                    $"round {round}: {network.ParameterCount} parameters, {network.Layers.Sum(l => l.MultiplyAdds(network.Spec)) / 1e9:F3} GMAC"));
                if (photos is null)
                    continue;
                var run = new RunFolder(count == 1 ? folder : Path.Combine(folder, $"round{round}"));
                using var trainer = new Trainer(network, settings.Read(parsed), photos.Photos, validation!.Photos, run);
                trainer.Run();
                network = trainer.Result.WithSize(network.Spec.Width, network.Spec.Height);
            }
            Checkpoint.SaveNetwork(Path.Combine(folder, "pruned.safetensors"), network);
            File.WriteAllText(Path.Combine(folder, "pruning.html"), PruningReport.Html(original, network.Spec));
            File.WriteAllText(Path.Combine(folder, "pruning.md"), PruningReport.Markdown(original, network.Spec));
            return 0;
        });
        return command;
    }

    /// <summary>Budgets are approached in equal ratios over the rounds.</summary>
    private static PruningRule Limited(PruningRule rule, NetworkSpec original, int round, int rounds)
    {
        double Step(double start, double end) => end <= 0 ? 0 : start * Math.Pow(Math.Min(1, end / start), (double)round / rounds);
        IReadOnlyList<LayerSpec> layers = NetworkLayers.Of(original);
        return rule with
        {
            MultiplyAdds = Step(layers.Sum(l => (double)l.MultiplyAdds(original)), rule.MultiplyAdds),
            Parameters = Step(layers.Sum(l => (double)l.Parameters(original)), rule.Parameters),
            Milliseconds = Step(Pi4Time.Milliseconds(original), rule.Milliseconds),
        };
    }
}
