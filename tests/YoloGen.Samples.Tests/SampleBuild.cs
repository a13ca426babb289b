using System.Text.RegularExpressions;
using Xunit;

namespace YoloGen.Tests;

/// <summary>A sample as a user copies it out: the folder samples with the model and the packed package beside it, built there.</summary>
public abstract class SampleBuild
{
    private readonly string _home;

    protected SampleBuild(PackageFeed feed, string name)
    {
        ArgumentNullException.ThrowIfNull(feed);
        _home = Directory.CreateDirectory(Path.Combine(feed.Root, Path.GetRandomFileName())).FullName;
        Folder = Path.Combine(_home, "samples", name);
        string samples = Path.Combine(SharedData.RepositoryRoot, "samples");
        foreach (string file in Directory.EnumerateFiles(samples, "*", SearchOption.AllDirectories).Where(IsSource))
            Copy(file, Path.Combine("samples", Path.GetRelativePath(samples, file)));
        Copy(Drawn.ModelPath, Path.Combine("models", Path.GetFileName(Drawn.ModelPath)));
        Copy(feed.Package, Path.Combine("artifacts", "packages", Path.GetFileName(feed.Package)));
        foreach (string project in Directory.EnumerateFiles(Folder, "*.csproj"))
        {
            string text = File.ReadAllText(project);
            string changed = Regex.Replace(text, "Include=\"YoloGen\" Version=\"[^\"]+\"", $"Include=\"YoloGen\" Version=\"{feed.Version}\"");
            Assert.NotEqual(text, changed);
            File.WriteAllText(project, changed);
        }
    }

    /// <summary>Folder of the sample.</summary>
    public string Folder { get; }

    /// <summary>What the program reads and writes in a test.</summary>
    public string NewFolder() => Directory.CreateDirectory(Path.Combine(_home, "data-" + Path.GetRandomFileName())).FullName;

    /// <summary>Runs dotnet in the sample's folder; a warning fails as an error does.</summary>
    protected void DotNetRun(params string[] arguments)
    {
        BuildResult result = DotNet.Run(Folder, [.. arguments, "--nologo", "-m:1", "-p:NuGetAudit=false", "-p:UseSharedCompilation=false"]);
        Assert.True(result.Succeeded && !result.Output.Contains("warning", StringComparison.Ordinal), result.Output);
    }

    private void Copy(string file, string to)
    {
        string target = Path.Combine(_home, to);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(file, target);
    }

    private static bool IsSource(string path)
        => !path.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj" or "out");
}
