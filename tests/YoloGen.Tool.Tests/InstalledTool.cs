using System.Diagnostics;
using System.IO.Compression;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The tool packed into a feed of its own and installed from it, once for all tests of the package.</summary>
public sealed class InstalledTool : IDisposable
{
    private readonly string _version = $"0.1.0-test{DateTime.UtcNow.Ticks}";

    public InstalledTool()
    {
        Folder = Directory.CreateTempSubdirectory("yologen-tool-").FullName;
        (Package, Symbols) = Pack("feed");
        Require(Start("dotnet", "tool", "install", "dotnet-yologen", "--version", _version, "--source", Path.GetDirectoryName(Package)!, "--tool-path", Tools));
        Directory.CreateDirectory(EmptyPackages);
    }

    /// <summary>Packs the tool into a folder of this one.</summary>
    public (string Package, string Symbols) Pack(string name)
    {
        string feed = Path.Combine(Folder, name);
        Require(Start("dotnet", "pack", Path.Combine(SharedData.RepositoryRoot, "src", "YoloGen.Tool"), "-c", "Release", "-o", feed, $"-p:PackageVersion={_version}", "-v", "quiet", "--nologo"));
        return (Assert.Single(Directory.GetFiles(feed, "*.nupkg")), Assert.Single(Directory.GetFiles(feed, "*.snupkg")));
    }

    /// <summary>Scratch folder of the tests.</summary>
    public string Folder { get; }

    public string Package { get; }

    public string Symbols { get; }

    /// <summary>A NuGet packages folder with nothing in it.</summary>
    public string EmptyPackages => Path.Combine(Folder, "packages");

    private string Tools => Path.Combine(Folder, "tools");

    /// <summary>Runs <c>dotnet yologen</c> as a user does whose PATH has the tools folder.</summary>
    public (int Code, string Output, string Error) Run(params string[] args) => Start("dotnet", ["yologen", .. args]);

    /// <summary>The same on a machine that has never fetched a package.</summary>
    public (int Code, string Output, string Error) RunBare(params string[] args) => RunWith(EmptyPackages, args);

    /// <summary>The same with a NuGet packages folder of its own.</summary>
    public (int Code, string Output, string Error) RunWith(string packages, params string[] args) => Start("dotnet", ["yologen", .. args], packages);

    public string Text(string entry)
    {
        using ZipArchive zip = ZipFile.OpenRead(Package);
        using var reader = new StreamReader(zip.GetEntry(entry)!.Open());
        return reader.ReadToEnd();
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private (int Code, string Output, string Error) Start(string program, params string[] args) => Start(program, args, null);

    private (int Code, string Output, string Error) Start(string program, string[] args, string? packages)
    {
        var info = new ProcessStartInfo(program, args) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Folder };
        info.Environment["PATH"] = Tools + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1"; // a build server must not outlive the test
        if (packages is not null)
        {
            info.Environment["NUGET_PACKAGES"] = packages;
        }

        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }

    private static void Require((int Code, string Output, string Error) result) => Assert.True(result.Code == 0, result.Output + result.Error);
}
