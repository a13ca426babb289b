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
        var e = Assert.Throws<YoloGenException>(() => DataYaml.Parse("path: a\0b\ntrain: images\nnames: [a]\n", "data.yaml"));
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
        var e = Assert.Throws<YoloGenException>(() => DataYaml.Parse(text, "data.yaml"));
        Assert.Equal("YG0704", e.Diagnostics[0].Code.Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, Little);
    }

    /// <summary>Nothing expands, nothing is made of a type that a text names, and nothing nests without end.</summary>
    [Theory]
    [InlineData("a: &a [x,x,x]\nb: &b [*a,*a,*a]\nnames: [*b,*b,*b]\n", 1, "anchor")]
    [InlineData("train: p\nnames: *all\n", 2, "alias")]
    [InlineData("train: p\nnames: !!python/object/apply:os.system [ls]\n", 2, "tag")]
    [InlineData("<<: *base\nnames: [a]\n", 1, "alias")]
    [InlineData("path: p\nnames: [a\ntrain: [", 2, "no YAML")]
    [InlineData("path: \"a\\0b\"\nnames: [a]\n", 1, "null character")]
    [InlineData("path: p\nnames: [\"\\UFFFFFFFF\"]\n", 2, "no YAML")]
    [InlineData("path: \"C:\\data\"\nnames: [a]\n", 1, "no YAML")]
    [InlineData("%YAML 99999999999.1\n---\nnames: [a]\n", 1, "no YAML")]
    [InlineData("names: [a]\n---\nnames: [b]\n", 2, "several documents")]
    [InlineData("- a\n- b\n", 1, "found a list")]
    [InlineData("train: p\n\tnames: [a]\n", 1, "no YAML")]
    public void What_is_not_read_is_a_coded_error_with_its_line(string text, int line, string says)
    {
        Diagnostic found = Assert.Single(Assert.Throws<YoloGenException>(() => DataYaml.Parse(text, "data.yaml")).Diagnostics);
        Assert.Equal(("YG0704", "data.yaml"), (found.Code.Id, found.File));
        Assert.Contains(says, found.Message, StringComparison.Ordinal);
        Assert.Equal(line, found.Line);
    }

    /// <summary>16 MB, the largest file that is read: the parser looks at all open lists for each token, and must be stopped long before.</summary>
    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    [InlineData("? ")]
    [InlineData("[{")]
    public void Nesting_without_end_is_a_coded_error(string opening)
    {
        string text = "names: \n  " + string.Concat(Enumerable.Repeat(opening, (16 << 20) / opening.Length));
        long before = GC.GetAllocatedBytesForCurrentThread();
        var e = Assert.Throws<YoloGenException>(() => DataYaml.Parse(text, "data.yaml"));
        Assert.Equal("YG0704", e.Diagnostics[0].Code.Id);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 16 << 20);
    }

    /// <summary>What other programs write into these files is passed over, however deep.</summary>
    [Fact]
    public void Nested_values_are_passed_over()
    {
        DataYaml yaml = DataYaml.Parse("roboflow:\n  workspace: w\n  versions: [1, [2, {3: 4}]]\n? [a, b]\n: c\ntrain: [p, [q], r]\nnames: {0: a, [x]: y, 1: {z: 0}, 2: c}\nval: ~\n", "data.yaml");
        Assert.Equal([new(null, "p"), new(null, "r")], yaml["train"]!.Items);
        Assert.Equal([new("0", "a"), new("2", "c")], yaml["names"]!.Items);
        Assert.Null(yaml["val"]!.Scalar);
        Assert.Equal([new("workspace", "w")], yaml["roboflow"]!.Items);
    }

    [Fact]
    public void A_pipe_is_no_description()
    {
        string folder = Directory.CreateTempSubdirectory("yologen-").FullName;
        try
        {
            string pipe = YoloGen.Tests.SpecialFiles.Pipe(Path.Combine(folder, "data.yaml"));
            Assert.Contains("a pipe where a text file is expected", Assert.Throws<YoloGenException>(() => DataSetReader.Read(pipe)).Message, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
