using System.CommandLine;
using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Cost;
using YoloGen.Tool.Console;
using YoloGen.Verification;
using YoloGen.Verification.Benchmarks;

namespace YoloGen.Tool.Verbs;

/// <summary>How fast is the compiled class here, and beside ONNX Runtime?</summary>
internal static class BenchVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var threads = new Option<int>("--threads") { Description = "Threads to run on.", DefaultValueFactory = _ => 1 };
        var runs = new Option<int>("--runs") { Description = "Measured inferences of each side.", DefaultValueFactory = _ => 100 };
        var isa = new Option<string?>("--isa") { Description = "Instruction set to force: portable, avx2, vnni, neon, dot." };
        var against = new Option<string?>("--against") { Description = "ort: also measure ONNX Runtime's fastest form of the model, in turn with ours." };
        var predict = new Option<string?>("--predict") { Description = "pi4, pi5: measure nothing, and say what a model of a Raspberry Pi 4 or 5 predicts, on one core and on four." };
        var command = new Command("bench", """
            Measures the compiled class: median, spread, bytes allocated by all threads; with --against ort also the ratio to ONNX Runtime,
            both measured in turn, in blocks of ten. Figures hold for this machine only.

            Example:
              dotnet yologen bench facemask.onnx --threads 2 --against ort
              dotnet yologen bench facemask.onnx --predict pi5
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { threads, runs, isa, against, predict })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            int team = parsed.GetValue(threads), count = parsed.GetValue(runs);
            if (team < 1 || count < 1)
            {
                throw new UsageException("--threads and --runs take at least 1");
            }

            if (parsed.GetValue(against) is { } other && other != "ort")
            {
                throw new UsageException($"--against takes ort, not '{other}'");
            }

            string? machine = parsed.GetValue(predict);
            CoreModel? core = machine is null ? null : CoreModels.Of(machine) ?? throw new UsageException($"--predict takes {string.Join(" or ", CoreModels.Machines)}, not '{machine}'");

            string path = parsed.GetValue(model.Model)!;
            CompiledModel compiled = Compilation.Compile(path, model.Read(parsed));
            if (core is not null)
            {
                Print(NetworkCost.Of(compiled.Plan, core));
                return ExitCode.Done;
            }

            BenchmarkResult result = Benchmark.Run(path, compiled, team, count, parsed.GetValue(isa), parsed.GetValue(against) is not null);
            Print(result);
            return ExitCode.Done;
        });
        return command;
    }

    private static void Print(NetworkCost cost)
    {
        var table = new TextTable("", ">", "");
        foreach ((string cores, double milliseconds) in new[] { ("one core", cost.Milliseconds), ("four cores", cost.MillisecondsOnFour) })
        {
            table.Add(
                $"{cost.Core.Machine}, {cores}", string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms an inference"),
                string.Create(CultureInfo.InvariantCulture, $"{1000 / milliseconds:0.0} a second (predicted, not measured)"));
        }

        table.Print();
        Terminal.Line($"  {cost.Core.Name} at {cost.Core.Gigahertz.ToString(CultureInfo.InvariantCulture)} GHz: {cost.Core.Calibration}; four cores share the second-level cache");
    }

    private static void Print(BenchmarkResult result)
    {
        Terminal.Line($"{result.Threads} threads asked for, {result.ThreadsUsed} used, {result.InstructionSet}, {Environment.ProcessorCount} processors");
        Terminal.Facts([("YoloGen", $"{Times(result.Ours)}, {result.AllocatedBytes} bytes allocated over {result.Ours.Count} runs"), .. result.Theirs.Select(t => ("ONNX Runtime", $"{Times(t.Times)}, {t.Form}"))]);

        if (result.Ratio is { } ratio)
        {
            Terminal.Line(string.Create(CultureInfo.InvariantCulture, $"  YoloGen takes {ratio:0.00} of ONNX Runtime's time (its fastest form; median over blocks of ten in turn)"));
        }
    }

    private static string Times(IReadOnlyList<double> times)
    {
        double[] sorted = [.. times.Order()];
        double At(double share) => sorted[(int)Math.Min(sorted.Length - 1, share * sorted.Length)];
        return string.Create(CultureInfo.InvariantCulture, $"median {At(0.5):0.00} ms (10 % to 90 %: {At(0.1):0.00} to {At(0.9):0.00}, least {sorted[0]:0.00})");
    }
}
