using System.Globalization;
using Xunit;

[assembly: AssemblyFixture(typeof(YoloGen.Tests.PackageFeed))]
[assembly: Xunit.v3.Parallelization(MaxThreads = 2)]

namespace YoloGen.Tests;

/// <summary>The package, packed once for a run of the tests under a version that no cache has seen, in a folder that is a feed.</summary>
public sealed class PackageFeed : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    public PackageFeed()
    {
        Root = Directory.CreateTempSubdirectory("yologen-").FullName;
        Version = string.Create(CultureInfo.InvariantCulture, $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}");
        Pack(Feed);
        File.WriteAllText(Path.Combine(Root, "nuget.config"), $"""
            <configuration>
              <packageSources>
                <add key="yologen-tests" value="{Feed}" />
              </packageSources>
            </configuration>
            """);
        // What lies above the projects is not theirs.
        File.WriteAllText(Path.Combine(Root, "Directory.Build.props"), "<Project />");
        File.WriteAllText(Path.Combine(Root, "Directory.Build.targets"), "<Project />");
        File.WriteAllText(Path.Combine(Root, "Directory.Packages.props"), "<Project />");
    }

    /// <summary>Folder of the run.</summary>
    public string Root { get; }

    /// <summary>Folder with the package.</summary>
    public string Feed => Path.Combine(Root, "feed");

    /// <summary>Version of the package.</summary>
    public string Version { get; }

    /// <summary>The package.</summary>
    public string Package => Path.Combine(Feed, $"YoloGen.{Version}.nupkg");

    /// <summary>Packs what is built into a folder.</summary>
    /// <returns>The package.</returns>
    public string Pack(string folder)
    {
        string project = Path.Combine(SharedData.RepositoryRoot, "src", "YoloGen.Build");
        BuildResult result = DotNet.Run(Root, "pack", project, "-c", Configuration, "--no-build", "--nologo", "-v:q", $"-p:Version={Version}", $"-p:PackageOutputPath={folder}");
        Assert.True(result.Succeeded, result.Output);
        return Path.Combine(folder, $"YoloGen.{Version}.nupkg");
    }

    public void Dispose()
    {
        string packages = Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } set ? set
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        foreach (string folder in (string[])[Root, Path.Combine(packages, "yologen", Version)])
        {
            try
            {
                Directory.Delete(folder, recursive: true);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // The compiler server may still hold the generator; the system's clean-up takes the folder later.
            }
        }
    }
}
