using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Vision.Tests.Data;

/// <summary>Descriptions and annotations that would take time or memory without end.</summary>
public sealed class HostileLabelTests
{
    private const long Little = 256 << 20;

    /// <summary>600 KB of tags inside tags: a tree of them walks up to its root for each, four billion steps.</summary>
    [Fact]
    public void Nested_elements_are_a_coded_problem()
    {
        const int Depth = 85_000;
        string text = string.Concat(Enumerable.Repeat("<a>", Depth)) + string.Concat(Enumerable.Repeat("</a>", Depth));
        var problems = new List<Diagnostic>();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Empty(VocLabels.Parse(text, ["face"], "a.xml", problems));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Equal("YG0703", Assert.Single(problems).Code.Id);
        Assert.Empty(VocLabels.Names(text, "a.xml"));
    }

    /// <summary>In a path it is an exception of the file system.</summary>
    [Fact]
    public void A_null_character_is_a_coded_error()
    {
        var e = Assert.Throws<YoloGenException>(() => YamlSubset.Parse("path: a\0b\ntrain: images\nnames: [a]\n", "data.yaml"));
        Assert.Equal("YG0704", Assert.Single(e.Diagnostics).Code.Id);
    }

    [Theory]
    [InlineData("names:\n", "  - a\n")]
    [InlineData("names:\n", "  0: a\n")]
    [InlineData("", "k0: 1\n")]
    [InlineData("names: [", "a,")]
    [InlineData("names: {", "0: a,")]
    public void Three_million_names_are_a_coded_error(string start, string each)
    {
        string text = start + string.Concat(Enumerable.Repeat(each, 3_000_000)) + (start.EndsWith('[') ? "]" : start.EndsWith('{') ? "}" : "");
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<YoloGenException>(() => YamlSubset.Parse(text, "data.yaml"));
        Assert.Equal("YG0704", e.Diagnostics[0].Code.Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
    }
}
