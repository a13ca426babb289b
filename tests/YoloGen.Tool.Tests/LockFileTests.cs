using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace YoloGen.Tests;

/// <summary>Every project of the repository holds its packages to hashes; the samples, which use the package that was just packed, cannot.</summary>
public class LockFileTests
{
    /// <summary>A restore writes a missing file, so that its being there says nothing: it has to be checked in.</summary>
    [Fact]
    public void Every_lock_file_is_checked_in()
    {
        string root = SharedData.RepositoryRoot;
        Assert.SkipUnless(Path.Exists(Path.Combine(root, ".git")), "this is not a checkout");
        var start = new ProcessStartInfo("git", ["-C", root, "ls-files", "--", "*packages.lock.json"]) { RedirectStandardOutput = true };
        using Process git = Process.Start(start)!;
        string[] known = git.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        foreach (string folder in (string[])["src", "generator", "tests"])
        {
            foreach (string file in Directory.GetFiles(Path.Combine(root, folder), "packages.lock.json", SearchOption.AllDirectories))
                Assert.Contains(Path.GetRelativePath(root, file).Replace('\\', '/'), known);
        }
    }

    [Fact]
    public void Every_project_has_a_lock_file_with_hashes()
    {
        string[] projects = [.. ((string[])["src", "generator", "tests"]).SelectMany(folder => Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, folder), "*.csproj", SearchOption.AllDirectories))
            .Where(p => !p.Split(Path.DirectorySeparatorChar).Any(part => part is "bin" or "obj"))];
        Assert.True(projects.Length > 20);
        int packages = 0;
        foreach (string project in projects)
        {
            if (XDocument.Load(project).Descendants("RestorePackagesWithLockFile").SingleOrDefault()?.Value == "false")
                continue;
            string path = Path.Combine(Path.GetDirectoryName(project)!, "packages.lock.json");
            Assert.True(File.Exists(path), $"{path} is missing: run dotnet restore and check it in");
            using JsonDocument file = JsonDocument.Parse(File.ReadAllText(path));
            foreach (JsonProperty package in file.RootElement.GetProperty("dependencies").EnumerateObject().SelectMany(framework => framework.Value.EnumerateObject()))
            {
                if (package.Value.GetProperty("type").GetString() == "Project")
                    continue;
                packages++;
                Assert.True(package.Value.GetProperty("contentHash").GetString() is { Length: 88 }, $"{package.Name} in {path} has no SHA-512");
            }
        }

        Assert.True(packages > 100);
    }
}
