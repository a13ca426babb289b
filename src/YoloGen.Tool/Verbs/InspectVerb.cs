using System.CommandLine;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Onnx;
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
            Shows the graph as the file has it and after the passes: operators, shapes, multiply-adds, quantization.

            Example:
              dotnet yologen inspect facemask.onnx --format html -o facemask.html
            """);
        model.AddTo(command);
        command.Options.Add(format);
        command.Options.Add(output);
        command.SetAction(parsed =>
        {
            string path = parsed.GetValue(model.Model)!;
            NetworkGraph before = Importer.Import(OnnxReader.Read(path), new ImportOptions { Shapes = model.Read(parsed).Shapes });
            NetworkGraph after = PassList.Run(before);
            string text = parsed.GetValue(format) switch
            {
                "text" => InspectText.Write(before, after),
                "json" => InspectJson.Write(before, after),
                "html" => InspectHtml.Write(Path.GetFileName(path), before, after),
                string other => throw new UsageException($"--format takes text, json or html, not '{other}'"),
                null => "",
            };
            if (parsed.GetValue(output) is { } file)
            {
                string temporary = file + ".partial";
                File.WriteAllText(temporary, text);
                File.Move(temporary, file, overwrite: true);
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
}
