using System.Xml.Linq;
using Xunit;

namespace YoloGen.Tests;

/// <summary>What holds for all samples, from reading them.</summary>
public sealed class SampleListTests
{
    private static string Folder { get; } = Path.Combine(SharedData.RepositoryRoot, "samples");

    public static TheoryData<string> Projects => [.. Directory.GetFiles(Folder, "*.csproj", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file))];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Takes_the_package_of_this_version(string project)
    {
        string version = XDocument.Load(Path.Combine(SharedData.RepositoryRoot, "Directory.Build.props")).Descendants("VersionPrefix").Single().Value;
        XElement package = XDocument.Load(Path.Combine(Folder, project)).Descendants("PackageReference").Single(e => (string?)e.Attribute("Include") == "YoloGen");
        Assert.Equal(version, (string?)package.Attribute("Version"));
        Assert.Empty(XDocument.Load(Path.Combine(Folder, project)).Descendants("ProjectReference"));
    }

    [Theory]
    [MemberData(nameof(Projects))]
    public void Has_a_page_and_is_listed(string project)
    {
        string name = Path.GetDirectoryName(project)!;
        Assert.True(File.Exists(Path.Combine(Folder, name, "README.md")));
        Assert.Contains($"]({name})", File.ReadAllText(Path.Combine(Folder, "README.md")), StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(project), File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "YoloGen.sln")), StringComparison.Ordinal);
    }
}
