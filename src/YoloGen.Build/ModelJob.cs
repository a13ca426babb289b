using System.Globalization;
using YoloGen.Compiler;
using YoloGen.Diagnostics;

namespace YoloGen.Build;

/// <summary>Compiles the model of one options file and says what was found.</summary>
internal static class ModelJob
{
    /// <summary>Compiles; never throws for what a model or an option can cause.</summary>
    /// <param name="optionsFile">Path of the options file.</param>
    /// <param name="report">Takes a kind of <see cref="Wire"/> and its fields.</param>
    /// <returns>Whether the files are written.</returns>
    public static bool Run(string optionsFile, Action<string, string[]> report)
    {
        try
        {
            OptionsFile file = OptionsFile.Read(optionsFile);
            CompileOptions options = file.ToCompileOptions() with { RefusesUnclearHead = true };
            PlannedModel model = Compilation.Plan(file.Model, options);
            CompiledFolder.WritePlan(model, file.Folder, file.File);
            foreach (string external in model.ExternalFiles)
            {
                report(Wire.Input, [external]);
            }

            foreach (string assumed in model.Head?.Assumptions ?? [])
            {
                report(Wire.Note, [AsMetadata(assumed)]);
            }

            Report(Advice.About(file.Model, model, options), report);
            return true;
        }
        catch (YoloGenException exception)
        {
            Report(exception.Diagnostics, report);
        }
        catch (Exception exception)
        {
            Report([new Diagnostic(DiagnosticCodes.Internal, $"{exception.GetType().Name}: {exception.Message} (please report it)")], report);
        }

        return false;
    }

    private static void Report(IEnumerable<Diagnostic> findings, Action<string, string[]> report)
    {
        foreach (Diagnostic d in findings)
        {
            report(Wire.Finding, [d.Code.Severity.ToString(), d.Code.Id, d.Code.HelpLink, d.Line.ToString(CultureInfo.InvariantCulture), d.Node ?? "", AsMetadata(d.Message)]);
        }
    }

    // Messages name options as the command line does; here they are metadata of the item.
    private static string AsMetadata(string message)
        => OptionNames.Metadata.Aggregate(message, (text, name) => text.Replace($"--{name.ToLowerInvariant()}", name, StringComparison.Ordinal));
}
