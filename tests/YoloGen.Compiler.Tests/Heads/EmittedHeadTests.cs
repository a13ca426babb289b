using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Detection;
using YoloGen.Emit;
using YoloGen.Execution;
using YoloGen.Vision;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>The emitted class of each family's export against a decoder written from the family's formulas, on the class's own outputs.</summary>
[Collection(nameof(AloneCollection))]
public sealed class EmittedHeadTests
{
    [Fact]
    public void Yolov8() => Check(Exports.Yolov8(7), "yolov8", o => Plain.Columns(o[0], 7, 0, 0));

    [Fact]
    public void Yolov8_pose() => Check(Exports.Yolov8Pose(2, 17, 3), "yolov8-pose", o => Plain.Columns(o[0], 2, 17, 3));

    [Fact]
    public void Yolov8_pose_without_visibility() => Check(Exports.Yolov8Pose(1, 5, 2), "yolov8-pose", o => Plain.Columns(o[0], 1, 5, 2));

    [Fact]
    public void Yolov5() => Check(Exports.Yolov5(3), "yolov5", o => Plain.Rows(o[0], 0));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Yolov5_not_decoded(bool activated)
        => Check(Exports.Yolov5(3, activated, decoded: false), "yolov5raw", o => Plain.Yolov5Raw(o[0], 96, 64, activated));

    [Fact]
    public void Yolox() => Check(Exports.Yolox(2), "yolox", o => Plain.Yolox(o[0], 64, 64));

    /// <summary>One person of score 0.9 at (22, 22) to (42, 42), whose 17 points are all at (30, 25).</summary>
    [Fact]
    public void A_pose_is_one_person_with_seventeen_points()
    {
        var values = new float[56 * 84];
        float[] column = [32, 32, 20, 20, 0.9f, .. Enumerable.Repeat(new float[] { 30, 25, 0.8f }, 17).SelectMany(p => p)];
        for (int r = 0; r < 56; r++)
        {
            values.AsSpan(r * 84, r == 4 ? 1 : 84).Fill(column[r]);
        }

        DetectedBox box = Assert.Single(Boxes(Exports.Constant(64, 64, values, 1, 56, 84)));
        Assert.Equal((22f, 22f, 20f, 20f, 0.9f, 0), (box.X, box.Y, box.Width, box.Height, box.Score, box.ClassId));
        Assert.Equal(17, box.Keypoints!.Count);
        Assert.All(box.Keypoints, p => Assert.Equal(new DetectedPoint(30, 25, 0.8f), p));
    }

    [Fact]
    public void A_face_has_five_points_and_the_score_of_a_face()
    {
        float[] row = [32, 32, 20, 20, 0.9f, 27, 27, 37, 27, 32, 32, 28, 38, 36, 38, 0.95f];
        float[] values = [.. Enumerable.Range(0, 252).SelectMany(i => i == 7 ? row : [.. row[..4], 0, .. row[5..15], 0])];
        DetectedBox box = Assert.Single(Boxes(Exports.Constant(64, 64, values, 1, 252, 16)));
        Assert.Equal((22f, 22f, 20f, 20f, 0), (box.X, box.Y, box.Width, box.Height, box.ClassId));
        Assert.Equal(0.855f, box.Score, 1e-6f);
        Assert.Equal([new(27, 27, 1), new(37, 27, 1), new(32, 32, 1), new(28, 38, 1), new(36, 38, 1)], box.Keypoints!);
    }

    private static DetectedBox[] Boxes(HeadModel model)
    {
        DetectedBox[] found = [];
        Run(model, (detector, photo, _) => found = detector.Detect(photo));
        return found;
    }

    private static void Check(HeadModel model, string head, Func<float[][], IEnumerable<Plain.Box>> decode) => Run(model, (detector, photo, selection) =>
    {
        Assert.Equal(head, selection.Head.Id);
        DetectedBox[] found = detector.Detect(photo, 1000);
        float[][] outputs = [.. detector.Plan.Outputs.Select((_, i) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(detector.Access.Output(i)).ToArray())];
        Plain.Box[] expected = Plain.Suppress(decode(outputs), selection.ScoreThreshold, selection.IouThreshold, model.Width, model.Height);
        Assert.InRange(expected.Length, 3, 1000);
        Assert.True(expected.Length == found.Length, $"expected\n{string.Join("\n", expected.AsEnumerable())}\nfound\n{string.Join("\n", found)}");
        for (int i = 0; i < found.Length; i++)
        {
            Plain.Box e = expected[i];
            DetectedBox f = found[i];
            Assert.Equal(e.ClassId, f.ClassId);
            Assert.Equal(e.Score, f.Score, 1e-5);
            Assert.Equal(e.X1, f.X, 1e-3);
            Assert.Equal(e.Y1, f.Y, 1e-3);
            Assert.Equal(e.X2, f.X + f.Width, 1e-3);
            Assert.Equal(e.Y2, f.Y + f.Height, 1e-3);
            Assert.Equal(e.Points.Length, f.Keypoints?.Count ?? 0);
            for (int k = 0; k < e.Points.Length; k++)
            {
                Assert.Equal(Math.Clamp(e.Points[k].X, 0, model.Width), f.Keypoints![k].X, 1e-3);
                Assert.Equal(Math.Clamp(e.Points[k].Y, 0, model.Height), f.Keypoints[k].Y, 1e-3);
                Assert.Equal(e.Points[k].Visibility, f.Keypoints[k].Visibility, 1e-5);
            }
        }

        // The tool decodes by the same calls: the same bits.
        Assert.Equal(found.Select(Flat), new PhotoPipeline(selection).Decode(outputs, photo.Width, photo.Height, 1000).Select(Flat));
        Assert.Equal(0, detector.Access.DetectAllocates(photo.Rgb, photo.Width, photo.Height, 20));
    });

    private static float[] Flat(DetectedBox b) => [b.X, b.Y, b.Width, b.Height, b.Score, b.ClassId, .. (b.Keypoints ?? []).SelectMany(p => new[] { p.X, p.Y, p.Visibility })];

    private static void Run(HeadModel model, Action<EmittedDetector, Photo, HeadSelection> action)
    {
        NetworkGraph imported = model.Build();
        HeadSelection head = HeadCatalog.Select(GraphSignature.Of(imported)!)!;
        PlannedNetwork planned = Planner.Plan(PassList.Run(imported), EmittedCheck.Options with { Head = HeadPlan.Of(head) });
        Plan plan = PlanText.Read(PlanText.Write(planned.Plan));
        using EmittedAssembly assembly = EmittedAssembly.Build(plan);
        var photo = new Photo(model.Width, model.Height, new byte[3 * model.Width * model.Height]);
        new Random(7).NextBytes(photo.Rgb);
        foreach (string? isa in new[] { null, "portable" })
        {
            using EmittedDetector detector = assembly.Create(planned.Weights, 2, isa);
            action(detector, photo, head);
        }
    }
}
