using System.CommandLine;
using System.Diagnostics;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Commands;

/// <summary><c>sweep</c>: the paper's Table I, continued where it was stopped, or written as jobs for a cluster.</summary>
internal static class SweepCommand
{
    public static Command Create()
    {
        Option<string> data = Verb.Required<string>("--data", "data.yaml, or a folder that holds one");
        Option<string> output = Verb.Option("--out", "folder of the sweep", "runs/sweep");
        Option<int> size = Verb.Option("--size", "input width and height", 416);
        Option<int> epochs = Verb.Option("--epochs", "epochs of the baseline", 100);
        Option<int> fineTune = Verb.Option("--fine-tune-epochs", "epochs after one-shot pruning", 50);
        Option<int> round = Verb.Option("--round-epochs", "epochs after each round of iterative pruning", 5);
        Option<string> preset = new Option<string>("--preset") { Description = "training preset", DefaultValueFactory = _ => "paper" }.Among("paper", "best");
        Option<string?> jobs = Verb.Optional<string>("--jobs", "write the sweep for a cluster instead of running it: shell, slurm or kubernetes");
        jobs.AcceptOnlyFromAmong("shell", "slurm", "kubernetes");
        var command = new Command("sweep", "Runs the paper's Table I.") { data, output, size, epochs, fineTune, round, preset, jobs };
        command.SetAction(parsed =>
        {
            string folder = parsed.GetValue(output)!;
            IReadOnlyList<SweepRun> runs = SweepPlan.TableOne(parsed.GetRequiredValue(data), folder, parsed.GetValue(size), parsed.GetValue(epochs),
                parsed.GetValue(fineTune), parsed.GetValue(round), ["--preset", parsed.GetValue(preset)!]);
            Directory.CreateDirectory(folder);
            if (parsed.GetValue(jobs) is { } kind)
            {
                string text = kind switch
                {
                    "shell" => JobScripts.Shell(runs, folder, "yologen"),
                    "slurm" => JobScripts.Slurm(runs, folder, "yologen"),
                    _ => JobScripts.Kubernetes(runs, folder, "yologen"),
                };
                string path = Path.Combine(folder, kind == "kubernetes" ? "jobs.yaml" : $"jobs-{kind}.sh");
                File.WriteAllText(path, text);
                Console.WriteLine(path);
                return 0;
            }
            return RunAll(runs, folder);
        });
        return command;
    }

    private static int RunAll(IReadOnlyList<SweepRun> runs, string folder)
    {
        foreach (SweepRun run in runs)
        {
            string place = Path.Combine(folder, run.Name);
            if (File.Exists(Path.Combine(place, run.Result)))
            {
                Console.WriteLine($"{run.Name}: finished before");
                continue;
            }
            Console.WriteLine($"{run.Name}: {string.Join(' ', run.Arguments)}");
            bool resumes = run.Arguments[0] == "train" && File.Exists(Path.Combine(place, "weights", "last.safetensors"));
            var start = new ProcessStartInfo(Environment.ProcessPath!, [.. run.Arguments, .. resumes ? new[] { "--resume" } : []]) { UseShellExecute = false };
            using Process process = Process.Start(start)!;
            process.WaitForExit();
            if (process.ExitCode != 0)
                return process.ExitCode;
        }
        return 0;
    }
}
