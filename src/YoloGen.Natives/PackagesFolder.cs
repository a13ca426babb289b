using System.ComponentModel;
using System.Diagnostics;

namespace YoloGen.Natives;

/// <summary>Where NuGet keeps this user's unpacked packages.</summary>
internal static class PackagesFolder
{
    private static readonly Lazy<string?> Configured = new(AskNuGet);

    /// <summary>
    /// The folder that NUGET_PACKAGES names, and nothing else, if it is set; else the default folder and then, asked only when the
    /// first did not have what is wanted, the one in the user's NuGet configuration.
    /// </summary>
    public static IEnumerable<string> Candidates()
    {
        if (Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set)
        {
            yield return set;
            yield break;
        }

        string standard = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        yield return standard;
        if (Configured.Value is { } other && Path.TrimEndingDirectorySeparator(other) != standard)
        {
            yield return other;
        }
    }

    private static string? AskNuGet()
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo("dotnet", ["nuget", "locals", "global-packages", "--list", "--force-english-output"])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            _ = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd();
            const string Label = "global-packages: ";
            int at = text.IndexOf(Label, StringComparison.Ordinal);
            return at < 0 ? null : text[(at + Label.Length)..].Split('\n')[0].Trim();
        }
        catch (Win32Exception)
        {
            return null; // no dotnet in PATH: nothing more to ask
        }
    }
}
