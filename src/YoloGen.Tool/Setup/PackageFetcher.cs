using System.ComponentModel;
using System.Diagnostics;
using System.Security;
using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Setup;

/// <summary>Fetches a package into the user's NuGet packages folder: <c>dotnet restore</c> of a project that only downloads it.</summary>
internal static class PackageFetcher
{
    /// <summary>Fetches one package; does nothing if it is there.</summary>
    /// <param name="package">The package.</param>
    /// <param name="source">Feed or folder; null for the user's own sources.</param>
    /// <exception cref="YoloGenException">YG0605: NuGet could not get it; YG0602: there is no .NET SDK.</exception>
    public static void Fetch(NativePackage package, string? source)
    {
        string title = $"{package.Id} {package.Version}";
        if (Installed(package) is { } there)
        {
            Terminal.Line($"{title} is there: {there}");
            return;
        }

        string folder = Directory.CreateTempSubdirectory("yologen-setup-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "setup.csproj"), Project(package));
            foreach (string inherited in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
            {
                File.WriteAllText(Path.Combine(folder, inherited), "<Project />"); // what lies in the folders above must not reach it
            }

            Terminal.Line($"Fetching {title} (about {package.Megabytes} MB)");
            var clock = Stopwatch.StartNew();
            (int code, string output) = Terminal.Waiting(title, () => Restore(folder, source));
            string arrived = Installed(package) ?? throw new YoloGenException(
                DiagnosticCodes.FetchFailed,
                $"{title} cannot be fetched (dotnet restore ended with {code}): {Reason(output)}; check the network and the NuGet sources (dotnet nuget list source), name a feed or a folder "
                + "with the .nupkg by --source, or unpack it elsewhere and set " + (package.Id == "Microsoft.ML.OnnxRuntime" ? OnnxRuntimeLibrary.Variable : TorchLibraries.Variable) + " to the folder of its libraries");
            Terminal.Line($"{title} is in {arrived} ({clock.Elapsed.TotalSeconds:0} s)");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string? Installed(NativePackage package)
        => PackagesFolder.Candidates().Select(package.FolderIn).FirstOrDefault(f => File.Exists(Path.Combine(f, package.Library)));

    private static string Project(NativePackage package) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
            <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
            <NuGetAudit>false</NuGetAudit>
          </PropertyGroup>
          <ItemGroup>
            <PackageDownload Include="{SecurityElement.Escape(package.Id)}" Version="[{SecurityElement.Escape(package.Version)}]" />
          </ItemGroup>
        </Project>
        """;

    private static (int Code, string Output) Restore(string folder, string? source)
    {
        string[] from = source is null ? [] : ["--source", Directory.Exists(source) ? Path.GetFullPath(source) : source];
        var info = new ProcessStartInfo("dotnet", ["restore", "--nologo", "-v", "quiet", "-tl:off", .. from]) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        try
        {
            using Process process = Process.Start(info)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, text + error.Result);
        }
        catch (Win32Exception)
        {
            throw new YoloGenException(DiagnosticCodes.SdkMissing, "dotnet is not in PATH, and packages are fetched with it; install the .NET 10 SDK from https://dotnet.microsoft.com/download/dotnet/10.0");
        }
    }

    /// <summary>NuGet's first error without file names, or the first line that says anything.</summary>
    private static string Reason(string output)
    {
        string[] lines = [.. output.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0)];
        string line = lines.FirstOrDefault(l => l.Contains("error ", StringComparison.Ordinal)) ?? lines.FirstOrDefault() ?? "no message";
        int at = line.IndexOf("error ", StringComparison.Ordinal);
        int end = line.LastIndexOf(" [", StringComparison.Ordinal);
        return line[Math.Max(at, 0)..(end > at ? end : line.Length)].TrimEnd('.');
    }
}
