using System.CommandLine;
using YoloGen.Onnx.Files;
using YoloGen.Training.Optimization;
using YoloGen.Training.Pruning;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Commands;

/// <summary><c>sweep</c>: the paper's Table I, continued where it was stopped, or written as jobs for a cluster.</summary>
internal static class SweepCommand
{
    /// <summary>File in a run's folder with the words that it was started with.</summary>
    private const string CommandFile = "command.txt";

    public static Command Create()
    {
        var data = new DataOptions();
        var settings = new TrainingSettings("paper");
        var shape = new NetworkSettings();
        var runs = new RunSettings();
        Option<string> output = Verb.Option("--out", "folder of the sweep", "runs/sweep");
        Option<int> size = Verb.Option("--size", "input width and height", 416);
        Option<double> epochs = Verb.Option("--epochs", "epochs of the baseline", 100.0);
        Option<double> fineTune = Verb.Option("--fine-tune-epochs", "epochs after one-shot pruning", 50.0);
        Option<double> round = Verb.Option("--round-epochs", "epochs after each round of iterative pruning", 5.0);
        Option<int> rounds = Verb.Option("--rounds", "rounds of iterative pruning", 7);
        Option<double> longer = Verb.Option("--longer-epochs", "also train the baseline on for so many epochs, to compare at equal photos", 0.0);
        Option<double[]> ours = Verb.Option<double[]>("--ours-gmac", "also prune every convolution (scope all) to so many 10^9 multiply-adds at 416x416", []);
        ours.AllowMultipleArgumentsPerToken = true;
        Option<string[]> only = Verb.Option<string[]>("--only", "runs to make, by name; all by default", []);
        only.AllowMultipleArgumentsPerToken = true;
        Option<string?> jobs = Verb.Optional<string>("--jobs", "write the sweep for a cluster instead of running it: shell, slurm or kubernetes");
        jobs.AcceptOnlyFromAmong("shell", "slurm", "kubernetes");
        Option<string> program = Verb.Option("--program", "how the jobs call the tool", "yologen");
        Option<string> image = Verb.Option("--image", "container image of the Kubernetes jobs", "yologen-training");
        var command = new Command("sweep", "Runs the paper's Table I; started again, it goes on where it was stopped.\n\nExample:\n  dotnet yologen sweep --data data.yaml --size 256 --epochs 10 --fine-tune-epochs 3 --round-epochs 1 --ours-gmac 1.1 --out runs/sweep")
        {
            output, size, epochs, fineTune, round, rounds, longer, ours, only, jobs, program, image,
        };
        data.AddTo(command);
        shape.AddTo(command);
        runs.AddTo(command, resumable: false);
        settings.AddTo(command, length: false);
        command.SetAction(parsed =>
        {
            settings.Read(parsed);
            string folder = parsed.GetValue(output)!;
            var plan = new SweepSettings
            {
                Folder = folder,
                Size = Verb.CheckSize("--size", parsed.GetValue(size)),
                Epochs = Positive("--epochs", parsed.GetValue(epochs)),
                FineTuneEpochs = Positive("--fine-tune-epochs", parsed.GetValue(fineTune)),
                RoundEpochs = Positive("--round-epochs", parsed.GetValue(round)),
                Rounds = (int)Positive("--rounds", parsed.GetValue(rounds)),
                LongerEpochs = parsed.GetValue(longer) == 0 ? 0 : Positive("--longer-epochs", parsed.GetValue(longer)),
                Ours = [.. parsed.GetValue(ours)!.Select(g => Positive("--ours-gmac", g))],
                Data = [.. data.Given(parsed)],
                Shape = [.. shape.Given(parsed)],
                Training = [.. settings.Given(parsed)],
                Machine = [.. settings.GivenMachine(parsed), .. runs.Given(parsed)],
            };
            IReadOnlyList<SweepRun> list = Chosen(SweepPlan.TableOne(plan), parsed.GetValue(only)!);
            if (parsed.GetValue(jobs) is not { } kind)
                return RunAll(list, folder);
            string path = Path.Combine(folder, kind == "kubernetes" ? "jobs.yaml" : $"jobs-{kind}.sh");
            OutputFile.CheckNew(path);
            Directory.CreateDirectory(folder);
            string words = parsed.GetValue(program)!;
            string text = kind switch
            {
                "shell" => JobScripts.Shell(list, folder, words),
                "slurm" => JobScripts.Slurm(list, folder, words),
                _ => JobScripts.Kubernetes(list, folder, words, parsed.GetValue(image)!),
            };
            OutputFile.Write(path, text);
            Console.WriteLine(path);
            return 0;
        });
        return command;
    }

    private static IReadOnlyList<SweepRun> Chosen(IReadOnlyList<SweepRun> runs, string[] names)
    {
        string[] unknown = [.. names.Where(n => runs.All(r => r.Name != n))];
        if (unknown.Length > 0)
            throw Verb.Bad($"--only {string.Join(' ', unknown)}: the sweep has the runs {string.Join(", ", runs.Select(r => r.Name))}");
        return names.Length == 0 ? runs : [.. runs.Where(r => names.Contains(r.Name))];
    }

    /// <summary>In this process, so that whatever ends the sweep ends the run that it is at, too.</summary>
    private static int RunAll(IReadOnlyList<SweepRun> runs, string folder)
    {
        foreach (SweepRun run in runs)
        {
            OutputFile.CheckNew(Path.Combine(folder, run.Name, CommandFile));
            RunFolder.Check(Path.Combine(folder, run.Name));
            if (run.Result == PruningRun.ResultFile)
                PruningRun.CheckFiles(Path.Combine(folder, run.Name));
        }
        foreach (SweepRun run in runs)
        {
            string place = Path.Combine(folder, run.Name), file = Path.Combine(place, CommandFile), words = string.Join('\n', run.Arguments) + "\n";
            if (File.Exists(file) && File.ReadAllText(file) != words)
            {
                throw Verb.Bad($"{place} was started with other options: {File.ReadAllText(file).ReplaceLineEndings(" ").Trim()}; delete it, or take another --out");
            }
            if (File.Exists(Path.Combine(place, run.Result)))
            {
                Console.WriteLine($"{run.Name}: finished before");
                continue;
            }
            Directory.CreateDirectory(place);
            OutputFile.Write(file, words);
            Console.WriteLine($"{run.Name}: {string.Join(' ', run.CommandLine)}");
            int code = Verb.Run(Verbs.Create(), [.. run.CommandLine]);
            if (code != 0)
                return code;
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        return 0;
    }

    private static double Positive(string option, double value)
        => value is > 0 and <= 100_000 ? value : throw Verb.Bad($"{option} must be above 0 and at most 100000");
}
