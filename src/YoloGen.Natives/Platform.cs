using System.Runtime.InteropServices;

namespace YoloGen.Natives;

/// <summary>The host as NuGet names it.</summary>
internal static class Platform
{
    /// <summary><c>linux-x64</c>, <c>linux-arm64</c>, <c>win-x64</c>, <c>win-arm64</c> or <c>osx-arm64</c>; null for others, musl included.</summary>
    public static string? Current { get; } = Of();

    private static string? Of()
    {
        if (RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) || RuntimeInformation.RuntimeIdentifier.Contains("alpine", StringComparison.Ordinal))
        {
            return null;
        }

        string? processor = RuntimeInformation.ProcessArchitecture switch { Architecture.X64 => "x64", Architecture.Arm64 => "arm64", _ => null };
        string? system = OperatingSystem.IsLinux() ? "linux" : OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : null;
        return processor is null || system is null || (system == "osx" && processor == "x64") ? null : $"{system}-{processor}";
    }
}
