using System.CommandLine;
using YoloGen.Tool.Console;
using YoloGen.Tool.Reports;
using YoloGen.Verification.ModelChecks;

namespace YoloGen.Tool.Verbs;

/// <summary>Can what the model finds be trusted?</summary>
internal static class CheckVerb
{
    public static Command Create()
    {
        var model = new ModelOptions();
        var data = new Option<string>("--data") { Description = "Photos of what the model finds: one, a folder, or a pattern in quotes.", Required = true };
        var most = new Option<int>("--photos") { Description = "Photos to look at, spread evenly.", DefaultValueFactory = _ => 50 };
        var command = new Command("check", """
            Runs a model on photos and says what is likely wrong: scores and boxes that no photo explains, wrong colours, mean, scale or
            resize (the other ways are tried), classes that are never found, and whether ONNX Runtime finds the same.

            Exit code 0: nothing is likely wrong. 1: something is; the lines say what to do.

            Example:
              dotnet yologen check facemask.onnx --data photos/
            """);
        model.AddTo(command);
        command.Options.Add(data);
        command.Options.Add(most);
        command.SetAction(parsed =>
        {
            string[] photos = QuantizeVerb.Spread(PhotoSource.List(parsed.GetValue(data)!), parsed.GetValue(most));
            string path = parsed.GetValue(model.Model)!;
            CheckReport? report = null;
            Terminal.Progress("photos", photos.Length, step => report = ModelCheck.Run(path, photos, model.Read(parsed), progress: step));
            Terminal.Facts([.. report!.Facts.Select(f => (f.Name, Printable.Of(f.Value, 600)))]);
            foreach (CheckFinding finding in report.Findings)
            {
                Terminal.Line($"{(finding.IsProblem ? "WRONG" : "note ")} {Printable.Of(finding.What, 600)}{(finding.Remedy.Length > 0 ? $"\n      {finding.Remedy}" : "")}");
            }

            Terminal.Line(report.Passed ? "nothing is likely wrong" : $"{report.Findings.Count(f => f.IsProblem)} likely wrong");
            return report.Passed ? ExitCode.Done : ExitCode.Failed;
        });
        return command;
    }
}
