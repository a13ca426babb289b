using System.CommandLine;
using YoloGen.Compiler;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Onnx.Files;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;

namespace YoloGen.Tool.Verbs;

/// <summary>ONNX in, C# class out.</summary>
internal static class CompileVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var output = new Option<string>("--output", "-o") { Description = "Folder to write to; created if missing.", Required = true };
        var className = new Option<string?>("--class") { Description = "Name of the class. Default: from the file's name." };
        var space = new Option<string?>("--namespace") { Description = "Namespace of the class. Default: YoloGen.Models." };
        var access = new Option<string?>("--access") { Description = "Who sees the class: public or internal. Default: public." };
        var isa = new Option<string?>("--isa") { Description = "Instruction sets to emit, separated by commas: avx2, vnni, neon, dot (portable always). Default: all." };
        var project = new Option<bool>("--emit-project") { Description = "Also write a project that NativeAOT publishes for linux-arm64." };
        var command = new Command("compile", """
            Compiles an ONNX detector to a stand-alone C# class: NAME.g.cs, NAME.weights.bin, NAME.ygraph and YoloGen.Support.g.cs.

            Example:
              dotnet yologen compile facemask.onnx -o out --class FaceMaskDetector --emit-project
            """);
        model.AddTo(command);
        foreach (Option option in new Option[] { output, className, space, access, isa, project })
        {
            command.Options.Add(option);
        }

        command.SetAction(parsed =>
        {
            string? word = parsed.GetValue(access);
            CompileOptions options = model.Read(parsed) with
            {
                ClassName = parsed.GetValue(className),
                Namespace = parsed.GetValue(space) ?? new CompileOptions().Namespace,
                Access = ClassAccesses.TryParse(word, out ClassAccess seen)
                    ? seen
                    : throw new YoloGenException(DiagnosticCodes.BadOption, $"--access {Comment.From(word!)}: it is public or internal"),
                InstructionSets = parsed.GetValue(isa) is { } sets ? OptionText.Words(sets) : null,
            };
            string path = parsed.GetValue(model.Model)!;
            OutputFile.CheckFolder(parsed.GetValue(output)!, []);
            CompiledModel compiled = Compilation.Compile(path, options);
            IReadOnlyList<string> files = CompiledFolder.Write(compiled, parsed.GetValue(output)!, parsed.GetValue(project));
            CompileReport.Print(path, compiled);
            Terminal.Line();
            foreach (string file in files)
            {
                Terminal.Line($"  {file}");
            }

            if (parsed.GetValue(project))
            {
                Terminal.Line();
                Terminal.Line($"For the Pi: dotnet publish {parsed.GetValue(output)} -r linux-arm64");
            }

            return ExitCode.Done;
        });
        return command;
    }
}
