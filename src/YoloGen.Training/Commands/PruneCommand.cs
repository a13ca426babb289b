using System.CommandLine;
using System.Text.Json;
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
        var data = new DataOptions(required: false);
        var settings = new TrainingSettings();
        var runs = new RunSettings();
        Option<string> weights = Verb.Required<string>("--weights", "checkpoint to prune");
        Option<string> output = Verb.Option("--out", "folder for the pruned network, the report and the fine-tuning run", "runs/prune");
        Option<string> scope = new Option<string>("--scope") { Description = "the paper's layers, or every convolution", DefaultValueFactory = _ => "all" }.Among("paper", "all");
        Option<double> rate = Verb.Option("--remove", "share of each layer's filters to remove in each round", 0.0);
        Option<double> macs = Verb.Option("--gmac", "budget: 10^9 multiply-adds", 0.0);
        Option<double> parameters = Verb.Option("--million-parameters", "budget: 10^6 parameters", 0.0);
        Option<double> milliseconds = Verb.Option("--pi4-ms", "budget: predicted milliseconds on one Raspberry Pi 4 core, INT8", 0.0);
        Option<int> multiple = Verb.Option("--multiple", "keep channel counts at multiples of this (scope all)", 8);
        Option<int> rounds = Verb.Option("--rounds", "rounds of pruning and fine-tuning, each with the learning rate rewound", 1);
        Option<int?> size = Verb.Optional<int?>("--size", "input size to fine-tune at; the checkpoint's own by default");
        Option<int?> budgetSize = Verb.Optional<int?>("--budget-size", "input size that a budget is counted at (--size)");
        var command = new Command("prune", "Removes the filters with the smallest L1 norm.\n\nExample:\n  dotnet yologen prune --weights runs/a/weights/final.safetensors --gmac 0.8 --data scenes/data.yaml --epochs 10 --out runs/b")
        {
            weights, output, scope, rate, macs, parameters, milliseconds, multiple, rounds, size, budgetSize,
        };
        data.AddTo(command);
        runs.AddTo(command);
        settings.AddTo(command);
        command.SetAction(parsed =>
        {
            var rule = new PruningRule
            {
                PaperScope = parsed.GetValue(scope) == "paper",
                Rate = parsed.GetValue(rate),
                MultiplyAdds = parsed.GetValue(macs) * 1e9,
                Parameters = parsed.GetValue(parameters) * 1e6,
                Milliseconds = parsed.GetValue(milliseconds),
                Multiple = parsed.GetValue(multiple),
                BudgetSize = parsed.GetValue(budgetSize) is { } b ? Verb.CheckSize("--budget-size", b) : 0,
            };
            int count = parsed.GetValue(rounds);
            Check(rule, count);
            TrainingOptions options = settings.Read(parsed);
            string folder = parsed.GetValue(output)!;
            var run = new PruningRun(rule, count, folder);
            run.Check(trains: data.IsGiven(parsed));
            TorchRuntime.Load();
            TorchNetwork network = Checkpoint.LoadNetwork(parsed.GetRequiredValue(weights), settings.Device(parsed));
            if (parsed.GetValue(size) is { } side)
                network = network.WithSize(Verb.CheckSize("--size", side), side);
            if (!data.IsGiven(parsed))
            {
                run.Prune(network);
                Console.WriteLine($"{run.Result}: pruned, not fine-tuned (no --data)");
                return 0;
            }
            (PhotoSet photos, PhotoSet validation) = data.LoadFor(parsed, options);
            if (runs.Overwrite(parsed) && !runs.Resume(parsed))
                File.Delete(Path.Combine(folder, PruningRun.RuleFile));
            run.Run(network, options, place => runs.Prepare(parsed, place), (pruned, place, resume) =>
            {
                TrainingOptions now = resume ? Checkpoint.ReadOptions(place.LastState).Options : options;
                if (now.HoldOut != options.HoldOut || now.Fold != options.Fold || now.RepeatRarest != options.RepeatRarest)
                    throw Verb.Bad("--hold-out, --fold and --repeat-rarest must be those that the run was started with");
                using var trainer = new Trainer(pruned, now, photos.Photos, validation.Photos, place, settings.Threads(parsed));
                if (resume)
                    trainer.Resume(place.LastState);
                runs.Train(parsed, trainer);
                return trainer.Result.WithSize(pruned.Spec.Width, pruned.Spec.Height);
            });
            return 0;
        });
        return command;
    }

    private static void Check(PruningRule rule, int rounds)
    {
        int budgets = new[] { rule.MultiplyAdds, rule.Parameters, rule.Milliseconds }.Count(b => b != 0);
        if (rule.MultiplyAdds < 0 || rule.Parameters < 0 || rule.Milliseconds < 0)
            throw Verb.Bad("a budget must be above 0");
        if (rule.PaperScope && budgets > 0)
            throw Verb.Bad("--scope paper removes a fixed share of each layer (--remove) and knows no budget; budgets go with --scope all");
        if (budgets > 1 || budgets == 1 && rule.Rate != 0)
            throw Verb.Bad("give one of --remove, --gmac, --million-parameters and --pi4-ms");
        if (budgets == 0 && rule.Rate is not (> 0 and <= 0.95))
            throw Verb.Bad("say how far to prune: --remove RATE (0 to 0.95, both scopes), or --gmac, --million-parameters or --pi4-ms (scope all)");
        if (rule.Multiple is < 1 or > 64 || rounds is < 1 or > 100)
            throw Verb.Bad("--multiple must be 1 to 64, --rounds 1 to 100");
    }
}
