using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Tool.Console;

namespace YoloGen.Tool;

/// <summary>The one place where exceptions become messages and exit codes.</summary>
internal static class Guard
{
    public static async Task<int> RunAsync(Func<Task<int>> action)
    {
        try
        {
            return await action();
        }
        catch (UsageException e)
        {
            Terminal.Error($"yologen: {e.Message}");
            return ExitCode.Usage;
        }
        catch (YoloGenException e)
        {
            foreach (Diagnostic diagnostic in e.Diagnostics)
            {
                Terminal.Error(diagnostic.ToString());
            }

            foreach (DiagnosticCode code in e.Diagnostics.Select(d => d.Code).Distinct())
            {
                Terminal.Error($"  see {code.HelpLink} (or: {CommandName.Text} explain {code.Id})");
            }

            return ExitCode.Failed;
        }
        catch (OperationCanceledException)
        {
            Terminal.Error("yologen: stopped");
            return ExitCode.Failed;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            Terminal.Error(new Diagnostic(DiagnosticCodes.FileNotReadable, e.Message).ToString());
            return ExitCode.Failed;
        }
        catch (Exception e) when (Environment.GetEnvironmentVariable("YOLOGEN_DEBUG") != "1")
        {
            Terminal.Error(new Diagnostic(DiagnosticCodes.Internal, $"{e.GetType().Name}: {e.Message} (YOLOGEN_DEBUG=1 shows the stack; please report it)").ToString());
            return ExitCode.Failed;
        }
    }
}

/// <summary>Options that contradict each other or cannot be parsed: exit code 2.</summary>
internal sealed class UsageException(string message) : Exception(message);
