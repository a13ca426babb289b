using System.IO;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;
using YoloGen.Diagnostics;

namespace YoloGen.Build.Tasks;

/// <summary>Puts findings into the build's log, at the line of the item.</summary>
/// <param name="log">The task's log.</param>
/// <param name="designTime">Whether an IDE asks only what the project consists of: then nothing may fail, and findings are messages.</param>
internal sealed class Findings(TaskLoggingHelper log, bool designTime)
{
    /// <summary>Reports an error of a code.</summary>
    public void Error(DiagnosticCode code, string? projectFile, int line, string message)
        => Report(Severity.Error, code.Id, code.HelpLink, projectFile, line, message);

    /// <summary>Reports a finding.</summary>
    public void Report(Severity severity, string code, string helpLink, string? projectFile, int line, string message)
    {
        string? file = string.IsNullOrEmpty(projectFile) ? null : projectFile;
        if (severity == Severity.Info || designTime)
        {
            log.LogMessage(null, code, null, file, line, 0, 0, 0, MessageImportance.Normal, "{0}", message);
        }
        else if (severity == Severity.Warning)
        {
            log.LogWarning(null, code, null, helpLink, file, line, 0, 0, 0, "{0}", message);
        }
        else
        {
            log.LogError(null, code, null, helpLink, file, line, 0, 0, 0, "{0}", message);
        }
    }
}
