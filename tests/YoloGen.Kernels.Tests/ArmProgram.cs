using System.Diagnostics;
using Xunit;
using YoloGen.Tests;

namespace YoloGen.Kernels.Tests;

/// <summary>The kernels as a NativeAOT program for AArch64, built once for all tests.</summary>
internal static class ArmProgram
{
    private static readonly Lazy<string> Program = new(Build);

    /// <summary>The program's path; skips where it cannot be built.</summary>
    public static string Publish()
    {
        foreach (string tool in (string[])["clang", "aarch64-linux-gnu-gcc"])
        {
            Assert.SkipUnless(OnPath(tool), $"{tool} is not installed");
        }

        return Program.Value;
    }

    public static bool OnPath(string tool) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, tool)));

    public static (int Code, string Text) Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
        foreach (string argument in arguments)
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string text = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, text + errors.Result);
    }

    private static string Build()
    {
        string project = Path.Combine(SharedData.RepositoryRoot, "tests", "YoloGen.Kernels.Arm"), output = Path.Combine(AppContext.BaseDirectory, "arm");
        (int code, string text) = Run("dotnet", "publish", project, "-c", "Release", "-v", "q", "--nologo", "-o", output);
        Assert.True(code == 0, text);
        return Path.Combine(output, "YoloGen.Kernels.Arm");
    }
}
