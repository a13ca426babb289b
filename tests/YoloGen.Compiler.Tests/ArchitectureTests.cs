using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests;

/// <summary>docs/architecture.md says what the projects are for, who refers to whom, and the way of a convolution: it has to stay true.</summary>
public sealed partial class ArchitectureTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "architecture.md"));

    [Fact]
    public void Projects_refer_to_those_of_the_table()
    {
        string[] projects =
        [
            .. new[] { "src", "generator" }.SelectMany(f => Directory.GetDirectories(Path.Combine(SharedData.RepositoryRoot, f)))
                .SelectMany(d => Directory.GetFiles(d, "*.csproj")).Order(StringComparer.Ordinal),
        ];
        string[] found = [.. projects.Select(p => $"{Path.GetFileNameWithoutExtension(p)}: {string.Join(", ", References(p))}")];
        string[] table = [.. Row().Matches(Page).Select(m => $"{m.Groups[1].Value}: {m.Groups[2].Value.Trim()}").Order(StringComparer.Ordinal)];
        Assert.Equal(table, found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_way_of_a_convolution_names_at_most_twenty_files_each_once()
    {
        string way = Page[Page.IndexOf("## A convolution from file to kernel", StringComparison.Ordinal)..];
        string[] files = [.. Step().Matches(way).Select(m => m.Groups[1].Value)];
        Assert.InRange(files.Length, 15, 20);
        Assert.Equal(files.Length, files.Distinct().Count());
        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(SharedData.RepositoryRoot, f)), f));
    }

    private static IEnumerable<string> References(string project)
        => XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(n => n.Replace("YoloGen.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(YoloGen\.[A-Za-z.]+)` \|[^|]*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"^\d+\. `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Step();
}
