using System.CommandLine;
using System.Globalization;
using YoloGen.Execution;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;
using YoloGen.Verification;
using YoloGen.Verification.Checks;

namespace YoloGen.Tool.Verbs;

/// <summary>Is the compiled class right?</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var image = new Option<string?>("--image") { Description = "Photo to run on. Default: random input." };
        var random = new Option<int>("--random") { Description = "Number of random inputs.", DefaultValueFactory = _ => 1 };
        var isa = new Option<string?>("--isa") { Description = "Instruction sets to run: all, or a list such as portable,avx2. Default: the best of this machine." };
        var arm64 = new Option<bool>("--arm64") { Description = "Also publish for linux-arm64 and run under qemu as a Cortex-A72 and a Cortex-A76." };
        var tensors = new Option<bool>("--tensors") { Description = "List every compared tensor, not only those that differ." };
        var command = new Command("verify", """
            Compiles a model, builds and runs the class, and compares it with ONNX Runtime: each operator fed with ONNX Runtime's own
            inputs (integers bit for bit, floats within 1e-4 or what ONNX Runtime's approximations are off), integer tensors end to end,
            and the detections of the whole. Where ONNX Runtime's optimizations change what the file says, its unoptimized graph decides.

            Exit code 0: verified. 1: not verified, or not comparable because ONNX Runtime cannot run the model.

            Example:
              dotnet yologen verify facemask.onnx --image photo.jpg --isa all --arm64
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { image, random, isa, arm64, tensors })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            var options = new VerifyOptions
            {
                Compile = model.Read(parsed),
                Image = parsed.GetValue(image),
                RandomInputs = parsed.GetValue(random),
                InstructionSets = Sets(parsed.GetValue(isa)),
                Arm64 = parsed.GetValue(arm64),
            };
            VerificationReport report = Verifier.Run(parsed.GetValue(model.Model)!, options, line => Terminal.Error(line));
            Print(report, parsed.GetValue(tensors));
            return report.Passed ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }

    private static List<string?> Sets(string? isa)
    {
        List<string?> sets = [];
        if (isa is null)
        {
            sets.Add(null);
        }
        else
        {
            IReadOnlyList<string> here = InstructionSetList.OfThisMachine();
            sets.AddRange(isa == "all" ? here : isa.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
            if (sets.Count == 0 || sets.Find(s => !here.Contains(s, StringComparer.Ordinal)) is not null)
            {
                throw new UsageException($"--isa {isa}: this machine has {string.Join(", ", here)}; name some of them, or all");
            }
        }

        return sets;
    }

    private static void Print(VerificationReport report, bool all)
    {
        PrintTensors("operators fed with ONNX Runtime's inputs", report.Operators, all);
        PrintTensors("integer tensors, end to end", report.EndToEnd, all);
        foreach (VerificationStep step in report.Steps)
        {
            Terminal.Line($"{(step.Passed ? "ok  " : "FAIL")} {step.Name}{(step.Detail.Length == 0 ? "" : ": " + step.Detail)}");
        }

        foreach (string note in report.Notes)
        {
            Terminal.Line($"note {Printable.Of(note, 600)}");
        }

        Terminal.Line(report switch
        {
            { Passed: true } => "verified",
            { FirstProblem: { } problem } => $"not verified: {problem}",
            _ => $"not comparable: {Printable.Of(report.NotComparable!, 600)}",
        });
    }

    private static void PrintTensors(string title, IReadOnlyList<TensorVerdict> verdicts, bool all)
    {
        int bad = verdicts.Count(v => !v.Passed);
        Terminal.Line($"{(bad == 0 ? "ok  " : "FAIL")} {title}: {verdicts.Count} tensors compared, {bad} differ{(verdicts.Any(v => v.Differing > 0) ? $", {verdicts.Count(v => v.Differing > 0 && v.Passed)} within their tolerance" : "")}");
        TensorVerdict[] shown = [.. verdicts.Where(v => all || !v.Passed).Take(all ? int.MaxValue : 10)];
        if (shown.Length == 0)
        {
            return;
        }

        var table = new TextTable("", "tensor", "operators", "type", "shape", "rule", ">differing", ">worst");
        foreach (TensorVerdict v in shown)
        {
            table.Add(
                v.Passed ? "ok" : "FAIL", Printable.Of(v.Tensor), v.Operators.Length > 60 ? v.Operators[..57] + "..." : v.Operators, v.Type.ToString(), v.Shape.ToString(), v.Rule,
                v.Differing.ToString(CultureInfo.InvariantCulture), v.Worst.ToString("0.##e0", CultureInfo.InvariantCulture));
        }

        table.Print();
    }
}
