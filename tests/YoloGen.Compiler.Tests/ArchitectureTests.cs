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

    /// <summary>A project shows its internals to tests, and to another product only for a reason that stands beside it.</summary>
    [Fact]
    public void Internals_are_shown_to_other_products_for_a_written_reason()
    {
        XElement[] shown =
        [
            .. new[] { "src", "generator" }.SelectMany(f => Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, f), "*.csproj", SearchOption.AllDirectories))
                .SelectMany(f => XDocument.Load(f).Descendants("InternalsVisibleTo")).Where(e => !e.Attribute("Include")!.Value.EndsWith(".Tests", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(shown);
        Assert.All(shown, e => Assert.True(e.Attribute("Because")?.Value.Length > 10, e.ToString()));
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

    /// <summary>The C library's functions differ between platforms in the last bit: tables, folded constants and emitted code have their own.</summary>
    [Fact]
    public void No_result_comes_from_the_platforms_math_library()
    {
        string[] sources =
        [
            .. new[] { "templates", "src/YoloGen.Compiler", "src/YoloGen.Quantization", "src/YoloGen.Emit", "src/YoloGen.Plan" }.SelectMany(f =>
                Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, f), "*", SearchOption.AllDirectories))
                .Where(f => f.EndsWith(".cs", StringComparison.Ordinal) || f.EndsWith(".sbn", StringComparison.Ordinal))
                .Where(f => !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal)),
        ];
        Assert.True(sources.Length > 300);
        Assert.All(sources, f => Assert.DoesNotMatch(Library(), File.ReadAllText(f)));
    }

    /// <summary>The interpreter, folding, passes and lowering share what they compute; the same formula in two files would have to be changed twice.</summary>
    [Theory]
    [InlineData(@"Sqrt\(.*[Ee]psilon", "Arithmetic/NormalizationFactors.cs")]
    [InlineData(@"\.Scale \* \w+\.(\w+\.)?Scales?\b.* / ", null)]
    [InlineData(@"Enumerable\.Range\(0, 256\)\.Select\(i => (unchecked\()?\(s?byte\)", "Arithmetic/AllBytes.cs")]
    [InlineData(@"/ 255\b", null)]
    public void A_formula_is_written_once(string formula, string? file)
    {
        string folder = Path.Combine(SharedData.RepositoryRoot, "src", "YoloGen.Compiler");
        string[] found =
        [
            .. Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories).Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
                .Where(f => File.ReadLines(f).Any(line => !line.TrimStart().StartsWith("///", StringComparison.Ordinal) && Regex.IsMatch(line, formula)))
                .Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/')),
        ];
        Assert.Equal(file is null ? [] : [file], found);
    }

    private static IEnumerable<string> References(string project)
        => XDocument.Load(project).Descendants("ProjectReference").Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
            .Select(n => n.Replace("YoloGen.", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(YoloGen\.[A-Za-z.]+)` \|[^|]*\|([^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b(Math|MathF|float|double)\.(Exp|Exp2|Exp10|ExpM1|Tanh|Sinh|Cosh|Log|Log2|Log10|LogP1|Pow|Sin|Cos|Tan|Atan|Atan2|Asin|Acos|Cbrt)\(")]
    private static partial Regex Library();

    [GeneratedRegex(@"^\d+\. `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex Step();
}
