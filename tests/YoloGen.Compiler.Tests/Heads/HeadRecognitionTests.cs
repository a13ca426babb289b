using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Heads are told apart by what the graph computes: shapes that fit several say nothing.</summary>
public sealed class HeadRecognitionTests
{
    [Fact]
    public void A_graph_without_metadata_tells_classes_from_points_and_angles()
    {
        Found(Exports.Yolov8(7), "yolov8", classes: 7);
        Found(Exports.Yolov8Pose(1, 17, 3), "yolov8-pose", classes: 1, points: 17);
        Found(Exports.Yolov8Pose(3, 5, 2), "yolov8-pose", classes: 3, points: 5);
        Found(Exports.Yolov8Oriented(4), "yolov8-obb", classes: 4);
    }

    [Fact]
    public void A_graph_tells_whether_boxes_are_decoded()
    {
        Found(Exports.Yolov5(3), "yolov5", classes: 3);
        Found(Exports.Yolov5(3, decoded: false), "yolov5raw", classes: 3);
        Found(Exports.Yolov5(3, activated: false, decoded: false), "yolov5raw", classes: 3);
        Found(Exports.Yolox(2), "yolox", classes: 2);
    }

    /// <summary>A person, with 17 points, the last coordinate of which was once a score of 30.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Points_of_a_pose_are_no_classes(bool metadata)
    {
        var values = new float[56 * 84];
        Fill(values, 84, 0, 32, 32, 20, 20);
        values[4 * 84] = 0.9f;
        for (int k = 0; k < 17; k++)
        {
            Fill(values, 84, 5 + (3 * k), 30, 25, 0.8f);
        }

        HeadModel model = Exports.Constant(64, 64, values, 1, 56, 84);
        if (metadata)
        {
            model.Say("task", "pose").Say("kpt_shape", "[17, 3]").Say("names", "{0: 'person'}");
        }

        Found(model, "yolov8-pose", classes: 1, points: 17);
    }

    [Fact]
    public void Points_of_a_face_are_no_classes()
    {
        float[] row = [32, 32, 20, 20, 0.9f, 27, 27, 37, 27, 32, 32, 28, 38, 36, 38, 0.95f];
        Found(Exports.Constant(64, 64, [.. Enumerable.Range(0, 252).SelectMany(i => i == 7 ? row : [.. row[..4], 0, .. row[5..15], 0])], 1, 252, 16), "yolov5-face", classes: 1, points: 5);
    }

    /// <summary>Offsets to priors and scores have the shapes of boxes and scores.</summary>
    [Fact]
    public void Offsets_to_priors_are_no_boxes()
    {
        var m = new HeadModel(64, 64);
        Tensor boxes = m.Rows(m.Layer(8, 8), 2), scores = m.Softmax(m.Rows(m.Layer(8, 4), 2), 2);
        HeadSelection? head = Select(m.Output(scores, "scores").Output(boxes, "boxes"));
        Assert.NotEqual("boxes", head?.Head.Id);
        Assert.NotEqual("boxes-plain", head?.Head.Id);
        Found(FaceExports.UltraFace(), "ultraface", classes: 2);
    }

    /// <summary>126 rows are no cells of a 64 x 96 input; once every row was a class.</summary>
    [Fact]
    public void A_forced_head_has_to_fit_the_grid()
    {
        var exception = Assert.Throws<YoloGenException>(() => Select(Exports.Yolov5(3, decoded: false), "yolov8"));
        Assert.Equal(DiagnosticCodes.HeadDoesNotFit, exception.Diagnostics[0].Code);
        Assert.Contains("--head none", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Maps_with_anchors_say_nothing_about_their_order_and_formula()
    {
        var m = new HeadModel(64, 64);
        m.Output(m.Layer(16, 21)).Output(m.Layer(32, 21));
        var exception = Assert.Throws<YoloGenException>(() => Select(m));
        Assert.Equal(DiagnosticCodes.AmbiguousHead, exception.Diagnostics[0].Code);
        Assert.All(new[] { "--head yolov5raw", "--head darknet", "--head paper" }, h => Assert.Contains(h, exception.Message, StringComparison.Ordinal));
        Assert.Equal("darknet", Select(m, "darknet")!.Head.Id);
    }

    [Fact]
    public void The_choice_is_explained()
    {
        HeadSelection head = Select(Exports.Yolov8(7))!;
        Assert.Contains("the graph decodes the boxes", head.Assumptions[0], StringComparison.Ordinal);
        Assert.Contains("one place a cell of strides 8, 16, 32", head.Assumptions[0], StringComparison.Ordinal);
        IReadOnlyList<string> reasons = HeadCatalog.Reasons(GraphSignature.Of(Exports.Yolov8Oriented(4).Build())!);
        Assert.Contains(reasons, r => r.StartsWith("yolov8: ", StringComparison.Ordinal) && r.Contains("an angle", StringComparison.Ordinal));
    }

    private static void Found(HeadModel model, string head, int classes, int points = 0)
    {
        HeadSelection found = Select(model)!;
        Assert.Equal((head, classes, points), (found.Head.Id, found.ClassNames.Count, found.Keypoints));
    }

    private static HeadSelection? Select(HeadModel model, string? head = null)
        => HeadCatalog.Select(GraphSignature.Of(model.Build())!, HeadOptions.None with { Head = head });

    private static void Fill(float[] values, int places, int row, params ReadOnlySpan<float> numbers)
    {
        for (int i = 0; i < numbers.Length; i++)
        {
            values.AsSpan((row + i) * places, places).Fill(numbers[i]);
        }
    }
}
