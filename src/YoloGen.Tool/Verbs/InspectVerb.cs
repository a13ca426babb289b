using System.CommandLine;
using YoloGen.Compiler;
using YoloGen.Compiler.Passes;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Onnx.Files;
using YoloGen.Compiler.Graph;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;

namespace YoloGen.Tool.Verbs;

/// <summary>What is in the model, and what the passes make of it.</summary>
internal static class InspectVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var format = new Option<string>("--format") { Description = "text, json or html.", DefaultValueFactory = _ => "text" };
        var output = new Option<string?>("--output", "-o") { Description = "File to write to. Default: standard output." };
        var command = new Command("inspect", """
            Shows the graph as the file has it and after the passes: operators, shapes, multiply-adds, quantization; and for each layer of the
            plan the time predicted on a Raspberry Pi 4 and what limits it.

            Example:
              dotnet yologen inspect facemask.onnx --format html -o facemask.html
            """);
        model.AddTo(command);
        command.Options.Add(format);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(model.Model)!;
            if (parsed.GetValue(output) is { } place)
            {
                OutputFile.Check(place);
            }

            (NetworkGraph before, NetworkGraph after, Plan? plan) = Read(path, model.Read(parsed));
            HeadReport? head = HeadReport.Of(before, model.Read(parsed).Head);
            string text = parsed.GetValue(format) switch
            {
                "text" => InspectText.Write(before, after, plan) + head?.Text(),
                "json" => InspectJson.Write(before, after, plan, head),
                "html" => InspectHtml.Write(Path.GetFileName(path), before, after, plan, head),
                string other => throw new UsageException($"--format takes text, json or html, not '{other}'"),
                null => "",
            };
            if (parsed.GetValue(output) is { } file)
            {
                OutputFile.Write(file, text);
                Terminal.Line(file);
            }
            else
            {
                Terminal.Line(text.TrimEnd('\n'));
            }

            return ExitCode.Done;
        });
        return command;
    }

    /// <summary>The graph as imported and after the passes, and the plan, or null where the network cannot be planned: its graph is shown all the same.</summary>
    private static (NetworkGraph Before, NetworkGraph After, Plan? Plan) Read(string path, CompileOptions options)
    {
        NetworkGraph? before = null, after = null;
        void Observe(string stage, NetworkGraph graph)
        {
            before ??= graph;
            after = stage == PassList.All[^1].Name ? graph : null;
        }

        try
        {
            PlannedModel planned = Compilation.Plan(path, options with { Observe = Observe });
            return (planned.Imported, planned.Graph, planned.Plan);
        }
        catch (YoloGenException exception) when (after is not null)
        {
            Terminal.Error($"no prediction: {exception.Message}");
            return (before!, after, null);
        }
    }
}
