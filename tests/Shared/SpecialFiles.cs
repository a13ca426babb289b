using System.Diagnostics;

namespace YoloGen.Tests;

/// <summary>Things in the file system that are no regular files.</summary>
internal static class SpecialFiles
{
    /// <summary>Makes a pipe with a name; skips the running test where there are none.</summary>
    public static string Pipe(string path)
    {
        Xunit.Assert.SkipWhen(OperatingSystem.IsWindows(), "named pipes are no files on Windows");
        using Process made = Process.Start("mkfifo", [path]);
        made.WaitForExit();
        Xunit.Assert.Equal(0, made.ExitCode);
        return path;
    }
}
