using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Tests;

public class DiagnosticCodeTests
{
    private static readonly DiagnosticCode[] Codes =
        [.. typeof(DiagnosticCodes).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => f.GetValue(null)).OfType<DiagnosticCode>()];

    [Fact]
    public void Ids_are_unique_and_well_formed()
    {
        Assert.All(Codes, c => Assert.Matches("^YG[0-9]{4}$", c.Id));
        Assert.Equal(Codes.Length, Codes.Select(c => c.Id).Distinct().Count());
    }

    private static string Docs => Path.Combine(SharedData.RepositoryRoot, "docs");

    [Fact]
    public void The_table_has_a_line_for_each_code_in_their_order()
    {
        string table = File.ReadAllText(Path.Combine(Docs, "diagnostics.md"));
        string[] lines = [.. Regex.Matches(table, @"^(\| \[?YG\d{4}.*?\|.*?\|.*?\|)", RegexOptions.Multiline).Select(m => m.Value)];
        Assert.Equal(
            Codes.OrderBy(c => c.Id, StringComparer.Ordinal).Select(c => $"| [{c.Id}](diagnostics/{c.Id}.md) | {c.Severity.ToString().ToLowerInvariant()} | {c.Title} |"),
            lines);
    }

    [Fact]
    public void Every_code_has_its_page_and_every_page_its_code()
        => Assert.Equal(
            Codes.Select(c => c.Id).Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Docs, "diagnostics")).Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal));

    [Fact]
    public void A_page_says_what_it_means_with_an_example_a_cause_and_a_way_out()
        => Assert.All(Codes, code =>
        {
            string page = File.ReadAllText(Path.Combine(Docs, "diagnostics", code.Id + ".md"));
            Assert.StartsWith($"# {code.Id}: {code.Title}\n\nSeverity: {code.Severity.ToString().ToLowerInvariant()}.", page, StringComparison.Ordinal);
            Assert.Contains($"{code.Severity.ToString().ToLowerInvariant()} {code.Id}: ", page, StringComparison.Ordinal);
            Assert.Contains("## Typical cause\n\n", page, StringComparison.Ordinal);
            Assert.Contains("## What to do\n\n", page, StringComparison.Ordinal);
            foreach (Match link in Regex.Matches(page, @"\]\(([^)#:]+)\)"))
            {
                Assert.True(File.Exists(Path.Combine(Docs, "diagnostics", link.Groups[1].Value)), $"{code.Id}: {link.Value}");
            }
        });

    [Fact]
    public void The_help_link_leads_to_the_page()
    {
        string properties = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "Directory.Build.props"));
        string repository = Regex.Match(properties, "<RepositoryUrl>(.*)</RepositoryUrl>").Groups[1].Value;
        Assert.Equal($"{repository}/blob/main/docs/diagnostics/YG0001.md", DiagnosticCodes.FileNotReadable.HelpLink);
    }
}
