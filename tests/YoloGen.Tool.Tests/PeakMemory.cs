using System.Diagnostics;
using Xunit;

namespace YoloGen.Tests;

/// <summary>Runs the tool and looks how much memory it takes.</summary>
internal static class PeakMemory
{
    /// <summary>Exit code, standard output, and the largest resident set that was seen.</summary>
    public static async Task<(int Code, string Output, long Bytes)> Of(params string[] arguments)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak of another process is read from /proc");
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), .. arguments]) { RedirectStandardOutput = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(20))
        {
            process.Refresh();
            try
            {
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }
            catch (InvalidOperationException)
            {
                // It ended between the two lines.
            }
        }

        return (process.ExitCode, await output, peak);
    }
}
