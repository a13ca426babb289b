using Xunit;
using YoloGen.Detection;
using YoloGen.Tests;

namespace YoloGen.Vision.Tests.Heads;

/// <summary>docs/heads.md lists what the catalogue has.</summary>
public sealed class HeadDocumentTests
{
    private static readonly string Docs = Path.Combine(SharedData.RepositoryRoot, "docs");

    /// <summary>With <c>YOLOGEN_WRITE_DOCS</c> set the table is written instead.</summary>
    [Fact]
    public void The_table_of_heads_is_the_catalogue()
    {
        string path = Path.Combine(Docs, "heads.md"), page = File.ReadAllText(path).ReplaceLineEndings("\n");
        int start = page.IndexOf("| id |", StringComparison.Ordinal), end = page.IndexOf("\n\n", start, StringComparison.Ordinal) + 1;
        if (Environment.GetEnvironmentVariable("YOLOGEN_WRITE_DOCS") is { Length: > 0 })
            File.WriteAllText(path, page[..start] + HeadDocument.Table() + page[end..]);
        else
            Assert.Equal(HeadDocument.Table(), page[start..end]);
    }

    /// <summary>A head is one file and one line.</summary>
    [Fact]
    public void Every_file_of_a_head_has_its_line_and_every_line_its_file()
    {
        string source = Path.Combine(SharedData.RepositoryRoot, "src", "YoloGen.Detection");
        string catalogue = File.ReadAllText(Path.Combine(source, "HeadCatalog.cs"));
        string[] files = [.. Directory.GetFiles(Path.Combine(source, "Heads"), "*Head.cs").Select(f => Path.GetFileNameWithoutExtension(f)!).Order(StringComparer.Ordinal)];
        Assert.All(files, f => Assert.Contains($"        new {f}(),\n", catalogue.ReplaceLineEndings("\n"), StringComparison.Ordinal));
        Assert.Equal(files.Length, HeadCatalog.All.Count);
        Assert.Equal(files.Length, HeadCatalog.All.Select(h => h.Id).Distinct().Count());
    }

    [Fact]
    public void The_page_on_adding_a_head_names_files_that_exist()
    {
        string[] parts = File.ReadAllText(Path.Combine(Docs, "adding-a-head.md")).Split('`');
        string[] files = [.. parts.Where((p, i) => i % 2 == 1 && p.Contains('/', StringComparison.Ordinal) && p.EndsWith(".cs", StringComparison.Ordinal))];
        Assert.True(files.Length > 5);
        Assert.All(files, f => Assert.True(File.Exists(Path.Combine(SharedData.RepositoryRoot, f)), f));
    }
}
