using Xunit;

namespace YoloGen.Tests;

/// <summary>Two compilations of the same files are the same bytes: in another folder, by another process, at another time.</summary>
public sealed class ReproducibleBuildTests(PackageFeed feed)
{
    /// <summary>The two libraries that every package holds, and that need no package themselves. What differs in them differs in all that refer to them.</summary>
    [Fact]
    public void Libraries_built_in_two_folders_are_the_same_bytes()
    {
        string first = Build(Path.Combine(feed.Root, "one")), second = Build(Path.Combine(feed.Root, "somewhere", "else", "two"));
        foreach (string name in (string[])["YoloGen.Diagnostics.dll", "YoloGen.Diagnostics.pdb", "YoloGen.Plan.dll", "YoloGen.Plan.pdb"])
        {
            Assert.True(File.ReadAllBytes(Path.Combine(first, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(second, name))), $"two builds of {name} differ");
        }
    }

    private static string Build(string root)
    {
        foreach (string folder in (string[])["src/Polyfills", "src/YoloGen.Diagnostics", "src/YoloGen.Plan"])
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(SharedData.RepositoryRoot, folder), "*", SearchOption.AllDirectories))
            {
                string name = Path.GetRelativePath(SharedData.RepositoryRoot, file);
                // The list of public members asks for an analyzer, a package.
                if (!name.Split(Path.DirectorySeparatorChar).Any(p => p is "bin" or "obj") && Path.GetExtension(name) is ".cs" or ".csproj")
                    Copy(name, root);
            }
        }

        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "README.md", "LICENSE", "global.json"])
            Copy(name, root);
        string output = Path.Combine(root, "out");
        BuildResult result = DotNet.Run(root, "build", "src/YoloGen.Plan", "-c", "Release", "--nologo", "-v:q", "-m:1", "-o", output, "-p:UseSharedCompilation=false", "-p:RestoreLockedMode=false");
        Assert.True(result.Succeeded, result.Output);
        return output;
    }

    private static void Copy(string name, string root)
    {
        string target = Path.Combine(root, name);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        File.Copy(Path.Combine(SharedData.RepositoryRoot, name), target);
    }
}
