using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Vision.Tests.Evaluation;

/// <summary>Poses, masks and boxes with an angle against values worked out by hand.</summary>
public sealed class TaskEvaluationTests
{
    private static TaskLabel[] Labels(string text, string task, int points = 0)
    {
        var problems = new List<Diagnostic>();
        TaskLabel[] labels = [.. TaskLabels.Parse(text, task, 2, points, (200, 100), "f.txt", problems)];
        Assert.Empty(problems);
        return labels;
    }

    [Fact]
    public void Labels_of_each_task()
    {
        TaskLabel pose = Assert.Single(Labels("1 0.5 0.5 0.2 0.4 0.5 0.25 2 0 0 0\n\n", "pose", 2));
        Assert.Equal(new LabelledBox(80, 30, 40, 40, 1), pose.Box);
        Assert.Equal([new(100, 25, 2), new(0, 0, 0)], pose.Keypoints!);
        Assert.Equal([1f, 0f], Assert.Single(Labels("1 0.5 0.5 0.2 0.4 0.5 0.25 0 0", "pose", 2)).Keypoints!.Select(p => p.Visibility));
        TaskLabel mask = Assert.Single(Labels("0 0.1 0.2 0.3 0.2 0.3 0.6", "segment"));
        Assert.Equal((20f, 20f, 40f, 40f), (MathF.Round(mask.Box.X, 3), MathF.Round(mask.Box.Y, 3), MathF.Round(mask.Box.Width, 3), MathF.Round(mask.Box.Height, 3)));

        // A square of side 20 * sqrt 2 that stands on its corner.
        OrientedBox box = Assert.Single(Labels("0 0.5 0.3 0.6 0.5 0.5 0.7 0.4 0.5", "obb")).Oriented!.Value;
        Assert.Equal((100.0, 50.0), (Math.Round(box.CenterX, 3), Math.Round(box.CenterY, 3)));
        Assert.Equal(20 * Math.Sqrt(2), box.Width, 1e-3);
        Assert.Equal(Math.PI / 4, box.Angle, 1e-5);
    }

    [Theory]
    [InlineData("pose", "0 0.5 0.5 0.2 0.4 0.5", "found 6 fields")]
    [InlineData("obb", "0 0.5 0.5 0.2 0.4", "four corners")]
    [InlineData("segment", "0 0.5 0.5 0.2 0.4 0.1", "outline")]
    [InlineData("segment", "0 0.5 0.5 0.5 0.5 0.5 0.5", "no area")]
    [InlineData("segment", "2 0.5 0.5 0.2 0.4 0.1 0.1", "outside 0 to 1")]
    [InlineData("segment", "0 0.5 x 0.2 0.4 0.1 0.1", "'x' is no number")]
    [InlineData("segment", "0 0.5 nan 0.2 0.4 0.1 0.1", "no number")]
    public void Bad_labels_are_named(string task, string line, string expected)
    {
        var problems = new List<Diagnostic>();
        Assert.Empty(TaskLabels.Parse("\n" + line, task, 2, 2, (200, 100), "f.txt", problems));
        Diagnostic problem = Assert.Single(problems);
        Assert.Contains(expected, problem.Message, StringComparison.Ordinal);
        Assert.Equal(2, problem.Line);
    }

    /// <summary>One point, d^2 = 100, area 0.53 * 40 * 40, k = 2: e^(-100 / (2 * 848 * 4)).</summary>
    [Fact]
    public void Points_that_lie_apart()
    {
        TaskLabel label = new(new LabelledBox(0, 0, 40, 40, 0)) { Keypoints = [new(10, 10, 1)] };
        Assert.Equal(Math.Exp(-100 / (2 * 848.0 * 4)), TaskOverlap.Keypoints([new(16, 18, 1)], label), 1e-9);
        Assert.Equal(1, TaskOverlap.Keypoints([new(10, 10, 0)], label));

        // COCO's nose: k = 0.052; the other sixteen are not labelled.
        TaskLabel person = new(new LabelledBox(0, 0, 40, 40, 0)) { Keypoints = [new(10, 10, 2), .. Enumerable.Repeat(new DetectedPoint(0, 0, 0), 16)] };
        DetectedPoint[] found = [new(11, 10, 1), .. Enumerable.Repeat(new DetectedPoint(99, 99, 1), 16)];
        Assert.Equal(Math.Exp(-1 / (2 * 848 * 0.052 * 0.052)), TaskOverlap.Keypoints(found, person), 1e-9);
    }

    /// <summary>Equal squares, one turned by 45 degrees, share a regular octagon: 2 (sqrt 2 - 1) of the area.</summary>
    [Fact]
    public void Boxes_that_are_turned()
    {
        double octagon = 2 * (Math.Sqrt(2) - 1);
        Assert.Equal(octagon / (2 - octagon), TaskOverlap.Polygons(new(50, 50, 10, 10, 0), new(50, 50, 10, 10, MathF.PI / 4)), 1e-6);
        Assert.Equal(1 / 3.0, TaskOverlap.Polygons(new(0, 0, 20, 10, 0.3f), new(10 * MathF.Cos(0.3f), 10 * MathF.Sin(0.3f), 20, 10, 0.3f)), 1e-5);
        Assert.Equal(0, TaskOverlap.Polygons(new(0, 0, 10, 10, 0), new(20, 0, 10, 10, 0.5f)));
    }

    [Fact]
    public void Masks_count_pixels()
    {
        PixelSet left = PixelSet.Of([(0, 0), (10, 0), (10, 10), (0, 10)], 30, 20), right = PixelSet.Of([(5, 0), (15, 0), (15, 10), (5, 10)], 30, 20);
        Assert.Equal(1 / 3.0, left.Iou(right), 1e-12);
        var mask = new DetectedMask([255, 0, 0, 0], new MaskGrid(2, 2, [.. Enumerable.Range(0, 30).Select(x => x / 15)], [.. Enumerable.Range(0, 20).Select(y => y / 10)]));
        Assert.Equal(100 / 150.0, PixelSet.Of(mask, 30, 20).Iou(left), 1e-12);
        Assert.Equal(0, PixelSet.Of([(40, 40), (50, 40), (50, 50)], 30, 20).Iou(left));
    }

    /// <summary>A perfect one scores as a perfect one does; the mask that covers two thirds counts at four of ten thresholds.</summary>
    [Fact]
    public void Scores_of_a_set()
    {
        var evaluator = new TaskEvaluator("segment", 1);
        var grid = new MaskGrid(2, 2, [.. Enumerable.Range(0, 30).Select(x => x / 15)], [.. Enumerable.Range(0, 20).Select(y => y / 10)]);
        TaskLabel label = new(new LabelledBox(0, 0, 10, 10, 0)) { Outline = [(0, 0), (10, 0), (10, 10), (0, 10)] };
        evaluator.Add([new DetectedBox(0, 0, 10, 10, 0.9f, 0) { Mask = new DetectedMask([255, 0, 0, 0], grid) }], [label], (30, 20));
        IReadOnlyList<TaskScore> scores = evaluator.Result();
        Assert.Equal(["boxes", "masks"], scores.Select(s => s.Name));
        Assert.Equal(scores[0].Result.Map50, scores[1].Result.Map50);
        Assert.Equal(scores[0].Result.Map50To95 * 0.4, scores[1].Result.Map50To95, 1e-9);
    }
}
