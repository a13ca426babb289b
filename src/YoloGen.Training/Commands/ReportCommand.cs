using System.CommandLine;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Commands;

/// <summary><c>report</c>: run folders as the tables of the paper, beside its figures.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        Option<string[]> runs = Verb.Required<string[]>("--runs", "run folders, or folders that hold them");
        runs.AllowMultipleArgumentsPerToken = true;
        Option<string?> output = Verb.Optional<string>("--out", "Markdown file to write; standard output without it");
        Option<string?> title = Verb.Optional<string>("--note", "a line about machine and settings, put under the heading");
        var command = new Command("report", "Writes a table of runs beside the paper's.\n\nExample:\n  dotnet yologen report --runs runs/sweep --out results.md") { runs, output, title };
        command.SetAction(parsed =>
        {
            string text = ResultsReport.Write(ResultsReport.Find(parsed.GetRequiredValue(runs)), parsed.GetValue(title));
            if (parsed.GetValue(output) is { } path)
                File.WriteAllText(path, text);
            else
                Console.Write(text);
            return 0;
        });
        return command;
    }
}
