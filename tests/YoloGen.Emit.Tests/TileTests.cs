using Xunit;
using YoloGen.Tests;
using YoloGen.Tiles;

namespace YoloGen.Emit.Tests;

/// <summary>Tiles that are the same text with other numbers are rendered from one template, and checked in: what lies there is what the template says.</summary>
public sealed class TileTests
{
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "templates");

    public static TheoryData<string> Names => [.. TileFiles.All.Select(f => f.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_tile_is_what_its_template_renders(string name)
    {
        TileFiles.TileFile file = TileFiles.All.Single(f => f.Name == name);
        Assert.Equal(File.ReadAllText(Path.Combine(Folder, name)), TileFiles.Render(file, Folder));
    }

    [Fact]
    public void Every_template_and_every_file_that_says_it_is_rendered_stands_in_the_table()
    {
        Assert.Equal(
            Directory.GetFiles(Path.Combine(Folder, "Tiles")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal),
            TileFiles.All.Select(f => f.Template).Distinct().Order(StringComparer.Ordinal));
        Assert.Equal(
            new[] { "Kernels", "Support" }.SelectMany(d => Directory.GetFiles(Path.Combine(Folder, d), "*.cs"))
                .Where(f => File.ReadAllText(f).StartsWith("// Rendered by ", StringComparison.Ordinal))
                .Select(f => Path.GetRelativePath(Folder, f).Replace('\\', '/')).Order(StringComparer.Ordinal),
            TileFiles.All.Select(f => f.Name).Order(StringComparer.Ordinal));
    }
}
