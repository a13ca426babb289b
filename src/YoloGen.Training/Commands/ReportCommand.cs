using System.CommandLine;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Commands;

/// <summary><c>report</c>: run folders as the tables of the paper, beside its figures.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Option<string[]> runs = Verb.Required<string[]>("--runs", "run folders, or folders that hold them");
        runs.AllowMultipleArgumentsPerToken = true;
        Option<string[]> files = Verb.Option<string[]>("--files", "folders with evaluations of exported files (val --out), for Table II", []);
        files.AllowMultipleArgumentsPerToken = true;
        Option<string?> output = Verb.Optional<string>("--out", "Markdown file to write; standard output without it");
        Option<string?> note = Verb.Optional<string>("--note", "a line about machine and settings, put under the heading");
        Option<string?> notes = Verb.Optional<string>("--notes", "Markdown file to append as the section Notes");
        var command = new Command("report", "Writes tables of runs beside the paper's.\n\nExample:\n  dotnet yologen report --runs runs/sweep --files runs/val --notes notes.md --out docs/results.md") { runs, files, output, note, notes };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(output) is { } checkedPlace)
                OutputFile.CheckNew(checkedPlace);
            string? appended = parsed.GetValue(notes) is { } file ? Read(file) : null;
            var evaluations = new List<EvaluationSummary>();
            foreach (string folder in parsed.GetValue(files)!)
            {
                if (!Directory.Exists(folder))
                    throw new YoloGenException(DiagnosticCodes.FileNotReadable, "there is no such folder; --files takes what val --out wrote", folder);
                evaluations.AddRange(Directory.GetFiles(folder, "val.json", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(EvaluationSummary.Read));
            }
            string text = ResultsReport.Write(RunSummary.Find(parsed.GetRequiredValue(runs)), parsed.GetValue(note), evaluations, appended);
            if (parsed.GetValue(output) is { } path)
            {
                if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } place)
                    Directory.CreateDirectory(place);
                OutputFile.Write(path, text);
                Console.WriteLine(path);
            }
            else
            {
                Console.Write(text);
            }
            return 0;
        });
        return command;
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, exception.Message, file);
        }
    }
}
