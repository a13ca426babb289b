using Xunit;
using YoloGen.Detection;
using YoloGen.Diagnostics;

namespace YoloGen.Vision.Tests.Heads;

public sealed class HeadCatalogTests
{
    private static readonly Dictionary<string, string> NoMetadata = [];

    public static TheoryData<string, int, int, int[][], int> Shapes => new()
    {
        { "yolov5", 640, 640, [[1, 25200, 85]], 80 },
        { "yolov5raw", 640, 640, [[1, 3, 80, 80, 6], [1, 3, 40, 40, 6], [1, 3, 20, 20, 6]], 1 },
        { "yolov8", 640, 480, [[1, 6, 6300]], 2 },
        { "yolox", 416, 416, [[1, 3549, 85]], 80 },
        { "boxes", 320, 240, [[1, 4420, 2], [1, 4420, 4]], 1 },
        { "boxes", 320, 240, [[1, 4420, 4], [1, 4420, 3]], 2 },
        { "fastestdet", 352, 352, [[1, 8, 22, 22]], 3 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Shapes_tell_the_head(string id, int width, int height, int[][] outputs, int classes)
    {
        HeadSelection selection = HeadCatalog.Select(Signature(width, height, outputs))!;
        Assert.Equal(id, selection.Head.Id);
        Assert.Equal(classes, selection.ClassNames.Count);
        Assert.NotEmpty(selection.Assumptions);
    }

    [Theory]
    [InlineData(1, 1000)]
    [InlineData(1, 128, 7, 7)]
    [InlineData(1, 10, 512)]
    public void Others_have_none(params int[] output) => Assert.Null(HeadCatalog.Select(Signature(224, 224, [output])));

    [Fact]
    public void Metadata_decides()
    {
        var metadata = new Dictionary<string, string>
        {
            ["yologen.head"] = "paper", ["yologen.anchors"] = "10,14,20,20;30,30,40,50", ["names"] = "{0: 'mask', 1: \"no'mask\"}",
            ["yologen.input"] = "bgr", ["yologen.mean"] = "1, 2, 3", ["yologen.resize"] = "stretch", ["yologen.score"] = "0.3",
        };
        HeadSelection s = HeadCatalog.Select(Signature(416, 416, [[1, 14, 13, 13], [1, 14, 26, 26]], metadata))!;
        Assert.Equal(["mask", "no'mask"], s.ClassNames);
        Assert.True(s.Bgr);
        Assert.Equal([1f, 2f, 3f], s.Mean);
        Assert.Equal(ResizeMode.Stretch, s.Resize);
        Assert.Equal(0.3f, s.ScoreThreshold);
        // The first group belongs to the finest grid, whichever output that is.
        Assert.Equal([30f, 30f, 40f, 50f], s.Steps[0].Anchors);
        Assert.Equal([10f, 14f, 20f, 20f], s.Steps[1].Anchors);
        Assert.Equal("16", s.Steps[1].Arguments[3].Text);
    }

    [Fact]
    public void Options_come_first()
    {
        var options = new HeadOptions { Head = "darknet", Classes = ["a", "b"], Bgr = true, Mean = [5], Scale = [0.1f, 0.2f, 0.3f], ScoreThreshold = 0.5f };
        HeadSelection s = HeadCatalog.Select(Signature(416, 416, [[1, 21, 26, 26], [1, 21, 13, 13]]), options)!;
        Assert.Equal("darknet", s.Head.Id);
        Assert.Equal(["a", "b"], s.ClassNames);
        Assert.Equal([5f, 5f, 5f], s.Mean);
        Assert.Contains(s.Steps[0].Arguments, a => a is { Name: "objectnessFirst", Text: "false" });
    }

    [Theory]
    [InlineData("yolo99", "YG0501")]
    [InlineData("yolox", "YG0502")]
    public void Wrong_head_is_a_coded_error(string head, string code)
    {
        var e = Assert.Throws<YoloGenException>(() => HeadCatalog.Select(Signature(416, 416, [[1, 21, 26, 26], [1, 21, 13, 13]]), new HeadOptions { Head = head }));
        Assert.Equal(code, e.Diagnostics[0].Code.Id);
    }

    [Fact]
    public void Wrong_options_are_coded_errors()
    {
        ModelSignature signature = Signature(352, 352, [[1, 8, 22, 22]]);
        foreach (HeadOptions options in new HeadOptions[] { new() { Classes = ["one"] }, new() { Scale = [0] }, new() { Mean = [1, 2] }, new() { ScoreThreshold = 2 }, new() { Mean = [float.NaN] } })
            Assert.Equal("YG0503", Assert.Throws<YoloGenException>(() => HeadCatalog.Select(signature, options)).Diagnostics[0].Code.Id);
    }

    [Theory]
    [InlineData("{0: 'a', 1: 'b'}", "a|b")]
    [InlineData("{\"0\": \"a\", \"1\": \"b\"}", "a|b")]
    [InlineData("['a', \"it's\"]", "a|it's")]
    [InlineData("a, b,c", "a|b|c")]
    [InlineData("{0: 'a', 2: 'b'}", null)]
    [InlineData("{0: 'a', 0: 'b'}", null)]
    [InlineData("{0: 'a'", "{0: 'a'")]
    [InlineData("{0: a}", null)]
    [InlineData("{:}", null)]
    [InlineData("{0}", null)]
    [InlineData("{'}", null)]
    [InlineData("", null)]
    public void Names_are_read_or_refused(string text, string? expected)
        => Assert.Equal(expected?.Split('|'), MetadataTextProbe(text));

    /// <summary>17 keypoints with 3 numbers each and one class are 52 columns, which shapes alone take for as many classes.</summary>
    [Theory]
    [InlineData("task", "pose")]
    [InlineData("names", "{0: 'person'}")]
    [InlineData("kpt_shape", "[17, 3]")]
    public void Metadata_tells_points_from_classes(string key, string value)
    {
        HeadSelection s = HeadCatalog.Select(Signature(64, 64, [[1, 56, 84]], new Dictionary<string, string> { [key] = value }))!;
        Assert.Equal(("yolov8-pose", 1, 17), (s.Head.Id, s.ClassNames.Count, s.Keypoints));
    }

    [Fact]
    public void Metadata_that_contradicts_a_head_by_shapes_is_heard()
    {
        ModelSignature signature = Signature(64, 64, [[1, 56, 84]], new Dictionary<string, string> { ["task"] = "segment" });
        var exception = Assert.Throws<YoloGenException>(() => HeadCatalog.Select(signature));
        Assert.Equal(DiagnosticCodes.HeadDoesNotFit, exception.Diagnostics[0].Code);
        Assert.Contains("task is 'segment'", exception.Message, StringComparison.Ordinal);
        Assert.Equal(52, HeadCatalog.Select(signature, HeadOptions.None with { Head = "yolov8" })!.ClassNames.Count);
        Assert.Null(HeadCatalog.Select(signature, HeadOptions.None with { Head = "none" }));
    }

    [Fact]
    public void Metadata_alone_can_say_that_the_last_number_is_an_angle()
    {
        HeadSelection s = HeadCatalog.Select(Signature(64, 64, [[1, 20, 84]], new Dictionary<string, string> { ["task"] = "obb", ["stride"] = "32" }))!;
        Assert.Equal(("yolov8-obb", 15, true), (s.Head.Id, s.ClassNames.Count, s.IsOriented));
        Assert.Contains("stride 32 in the metadata", s.Assumptions[0], StringComparison.Ordinal);
        Assert.Null(HeadCatalog.Select(Signature(64, 64, [[1, 20, 84]], new Dictionary<string, string> { ["task"] = "obb", ["stride"] = "64" })));
    }

    /// <summary>Shapes that several heads have, and nothing else to go by.</summary>
    [Theory]
    [InlineData("yolov8|yolov8-pose", 64, 64, 1, 56, 84)]
    [InlineData("yolov5|yolov5-face", 64, 64, 1, 252, 16)]
    public void Shapes_of_several_heads_are_refused(string heads, int width, int height, params int[] output)
    {
        ModelSignature signature = Signature(width, height, [output]);
        var exception = Assert.Throws<YoloGenException>(() => HeadCatalog.Select(signature));
        Assert.Equal(DiagnosticCodes.AmbiguousHead, exception.Diagnostics[0].Code);
        foreach (string head in heads.Split('|'))
        {
            Assert.Contains($"--head {head} (", exception.Message, StringComparison.Ordinal);
            Assert.Equal(head, HeadCatalog.Select(signature, HeadOptions.None with { Head = head })!.Head.Id);
        }
    }

    [Theory]
    [InlineData(6300, 85)]
    [InlineData(100, 8399)]
    public void A_forced_yolov8_needs_its_grid(int rows, int columns)
    {
        var e = Assert.Throws<YoloGenException>(() => HeadCatalog.Select(Signature(320, 320, [[1, rows, columns]]), HeadOptions.None with { Head = "yolov8" }));
        Assert.Equal(DiagnosticCodes.HeadDoesNotFit, e.Diagnostics[0].Code);
    }

    private static IReadOnlyList<string>? MetadataTextProbe(string text)
    {
        var metadata = new Dictionary<string, string> { ["names"] = text };
        foreach (int classes in (ReadOnlySpan<int>)[1, 2, 3])
        {
            HeadSelection s = HeadCatalog.Select(Signature(352, 352, [[1, 5 + classes, 22, 22]], metadata), HeadOptions.None with { Head = "fastestdet" })!;
            if (!s.ClassNames[0].StartsWith("class", StringComparison.Ordinal))
                return s.ClassNames;
        }
        return null;
    }

    private static ModelSignature Signature(int width, int height, int[][] outputs, Dictionary<string, string>? metadata = null)
        => new([1, 3, height, width], [.. outputs.Select((d, i) => new OutputSignature($"output{i}", d))], metadata ?? NoMetadata);
}
