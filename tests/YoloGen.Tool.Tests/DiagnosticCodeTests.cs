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

    [Fact]
    public void Every_code_is_documented_and_every_documented_code_exists()
    {
        string page = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "docs", "diagnostics.md"));
        var documented = Regex.Matches(page, @"^\| (YG\d{4}) \|", RegexOptions.Multiline).Select(m => m.Groups[1].Value).ToHashSet();
        Assert.Equal(Codes.Select(c => c.Id).Order(StringComparer.Ordinal), documented.Order(StringComparer.Ordinal));
    }
}
