using System.Text.Json;
using System.Xml.Linq;
using Xunit;

namespace YoloGen.Tests;

/// <summary>Every project of the repository holds its packages to hashes; the samples, which use the package that was just packed, cannot.</summary>
public class LockFileTests
{
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
