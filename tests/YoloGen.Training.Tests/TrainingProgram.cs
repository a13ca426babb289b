using System.Diagnostics;
using Xunit;

namespace YoloGen.Training.Tests;

/// <summary>The training program as a process of its own.</summary>
internal static class TrainingProgram
{
    public static string File { get; } = Path.Combine(AppContext.BaseDirectory, "YoloGen.Training.dll");

    /// <summary>Runs it to its end.</summary>
    /// <param name="words">The verb and its options.</param>
    /// <param name="kibibytes">The largest file it may write; 0 for any. What is larger fails as it does on a full disk.</param>
    public static (int Code, string Error) Run(string[] words, int kibibytes = 0)
    {
        // Signal 25 (SIGXFSZ) is ignored, so that the write itself fails; the runtime maps files of its own for what it compiles unless told not to.
        ProcessStartInfo start = kibibytes == 0
            ? new("dotnet", [File, .. words])
            : new("bash", ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet \"$@\"", "bash", File, .. words]) { Environment = { ["DOTNET_EnableDiagnostics"] = "0", ["DOTNET_EnableWriteXorExecute"] = "0" } };
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string error = process.StandardError.ReadToEnd();
        Assert.True(process.WaitForExit(600_000));
        Assert.NotNull(output.Result);
        return (process.ExitCode, error);
    }
}
