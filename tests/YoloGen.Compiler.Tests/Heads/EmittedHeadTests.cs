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

    /// <summary>The five likeliest classes, from shares that the network or the class makes.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_classifier(bool softmax)
    {
        HeadModel model = Exports.Classifier(9, softmax);
        if (!softmax)
        {
            model.Say("task", "classify");
        }

        Run(model.Build(), model.Width, model.Height, (detector, photo, head) =>
        {
            Assert.Equal("classify", head.Head.Id);
            DetectedBox[] found = detector.Detect(photo);
            double[] values = [.. System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(detector.Access.Output(0)).ToArray().Select(v => softmax ? v : Math.Exp(v))];
            (double Share, int Class)[] expected = [.. values.Select((v, c) => (v / values.Sum(), c)).OrderByDescending(p => p.Item1).Take(5)];
            Assert.Equal(expected.Select(e => e.Class), found.Select(f => f.ClassId));
            Assert.All(expected.Zip(found), p => Assert.Equal(p.First.Share, p.Second.Score, 1e-5));
            Assert.All(found, f => Assert.Equal((0f, 0f, 32f, 48f), (f.X, f.Y, f.Width, f.Height)));
            Assert.Equal(0, detector.Access.DetectAllocates(photo.Rgb, photo.Width, photo.Height, 20));
        });
    }

    /// <summary>A vector of features has the shape of a classifier's output.</summary>
    [Fact]
    public void Features_are_no_classes() => Assert.Null(HeadCatalog.Select(GraphSignature.Of(Exports.Classifier(9, softmax: false).Build())!));

    [Fact]
    public void Yolov8_segment() => Check(Exports.Yolov8Segment(3, 6), "yolov8-seg", o => Plain.Columns(o[0][..(7 * (o[0].Length / 13))], 3, 0, 0));

    /// <summary>Each pixel of each mask from its box, its coefficients and the prototypes.</summary>
    [Fact]
    public void Masks_are_products_of_coefficients_and_prototypes_inside_the_box() => Run(Exports.Yolov8Segment(3, 6).Build(), 64, 96, (detector, photo, _) =>
    {
        DetectedBox[] boxes = detector.Detect(photo, 50);
        byte[][] masks = [.. detector.Access.Segment(photo.Rgb, 64, 96, 50).Select(s => s.Mask)];
        float[] o = Output(detector, 0), prototypes = Output(detector, 1);
        int n = o.Length / 13, set = 0;
        Assert.Equal(boxes.Length, masks.Length);
        for (int i = 0; i < boxes.Length; i++)
        {
            DetectedBox b = boxes[i];
            // The place whose score and class are the box's.
            int place = Enumerable.Range(0, n).Single(p => o[((4 + b.ClassId) * n) + p] == b.Score && Math.Abs(Math.Max(0, o[p] - (o[(2 * n) + p] / 2)) - b.X) < 1e-3);
            for (int y = 0; y < 24; y++)
            {
                for (int x = 0; x < 16; x++)
                {
                    double sum = Enumerable.Range(0, 6).Sum(m => (double)o[((7 + m) * n) + place] * prototypes[(m * 16 * 24) + (y * 16) + x]);
                    bool inside = (x + 0.5) * 4 >= b.X && (x + 0.5) * 4 < b.X + b.Width && (y + 0.5) * 4 >= b.Y && (y + 0.5) * 4 < b.Y + b.Height;
                    Assert.Equal(inside && sum > 0 ? 255 : 0, masks[i][(y * 16) + x]);
                    set += masks[i][(y * 16) + x] / 255;
                }
            }
        }

        Assert.True(set > 20, $"{set} pixels");
        Assert.Equal((10 * 16) + 7, detector.Access.MaskPixel(30, 42));
    });

    private static float[] Output(EmittedDetector detector, int index) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(detector.Access.Output(index)).ToArray();

    [Fact]
    public void Yolov6() => Check(Exports.OneRowACell(3, yolov6: true), "yolov5", o => Plain.Rows(o[0], 0));

    [Fact]
    public void Yolox_decoded() => Check(Exports.OneRowACell(3, yolov6: false), "yolox", o => Plain.Rows(o[0], 0));

    [Fact]
    public void Yolox() => Check(Exports.Yolox(2), "yolox", o => Plain.Yolox(o[0], 64, 64));

    [Fact]
    public void UltraFace_not_decoded()
        => Check(FaceExports.UltraFace(), "ultraface", o => PlainGrids.Priors(o[1], o[0], null, 128, 64, [8, 16, 32, 64], [[10, 16, 24], [32, 48], [64, 96], [128, 192, 256]]), score: 0.3f);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Boxes_and_scores(bool yFirst)
        => Check(FaceExports.UltraFaceDecoded(yFirst), "boxes", o => Plain.BoxesAndScores([.. o[1].Select((v, i) => v * (i % 2 == (yFirst ? 1 : 0) ? 128 : 64))], Foreground(o[0]), 2, planes: false, yFirst, centered: false), score: 0.3f);

    private static float[] Foreground(float[] scores) => [.. scores.Where((_, i) => i % 3 != 0)];

    [Fact]
    public void RetinaFace() => Check(FaceExports.RetinaFace(), "retinaface", o => PlainGrids.Priors(o[0], o[1], o[2], 64, 96, [8, 16, 32], [[16, 32], [64, 128], [256, 512]]));

    [Fact]
    public void Scrfd() => Check(FaceExports.Scrfd(), "scrfd", o => PlainGrids.Scrfd(o, 96, 64));

    [Fact]
    public void Yunet() => Check(FaceExports.Yunet(), "yunet", o => PlainGrids.Yunet(o, 64, 64), score: 0.5f);

    [Fact]
    public void BlazeFace() => Check(FaceExports.BlazeFace(), "blazeface", o => PlainGrids.BlazeFace(o[0], o[1], 64, 64, [8, 16], [2, 6], 6));

    [Fact]
    public void BlazeFace_back_camera() => Check(FaceExports.BlazeFace(128, 16), "blazeface", o => PlainGrids.BlazeFace(o[0], o[1], 128, 128, [16, 32], [2, 6], 6));

    [Fact]
    public void BlazeFace_full_range() => Check(FaceExports.BlazeFaceFullRange(), "blazeface", o => PlainGrids.BlazeFace(o[0], o[1], 48, 48, [4], [1], 6));

    /// <summary>MediaPipe gives its palm detector shares of 255, its face detectors values from -1 to 1.</summary>
    [Fact]
    public void Palm()
    {
        HeadModel model = FaceExports.BlazeFace(points: 7);
        Assert.Equal([1 / 255f, 1 / 255f, 1 / 255f], HeadCatalog.Select(GraphSignature.Of(model.Build())!)!.Scale);
        Assert.Equal([127.5f, 127.5f, 127.5f], HeadCatalog.Select(GraphSignature.Of(FaceExports.BlazeFace().Build())!)!.Mean);
        Check(model, "blazeface", o => PlainGrids.BlazeFace(o[0], o[1], 64, 64, [8, 16], [2, 6], 7));
    }

    [Fact]
    public void Ssd_of_torchvision() => Check(FaceExports.Ssd(320, 3234, 4), "ssd", o => PlainGrids.Ssd(o[1], o[0], PlainPriors.Torchvision(), yFirst: false, sigmoid: false), score: 0.97f);

    [Fact]
    public void Ssd_of_pytorch_ssd() => Check(FaceExports.Ssd(300, 3000, 4), "ssd", o => PlainGrids.Ssd(o[1], o[0], PlainPriors.PytorchSsd(), yFirst: false, sigmoid: false), score: 0.97f);

    [Fact]
    public void Ssd_of_TensorFlow() => Check(FaceExports.Ssd(300, 1917, 4), "ssd", o => PlainGrids.Ssd(o[1], o[0], PlainPriors.TensorFlow(), yFirst: true, sigmoid: true), score: 0.99f);

    [Fact]
    public void NanoDet() => Check(FaceExports.NanoDet(3, 8, 16, 32), "nanodet", o => PlainGrids.Distributions(o[0], o[0], 3, true, 64, 128, [8, 16, 32], 0.5));

    [Fact]
    public void NanoDet_plus() => Check(FaceExports.NanoDet(5, 8, 16, 32, 64), "nanodet", o => PlainGrids.Distributions(o[0], o[0], 5, true, 64, 128, [8, 16, 32, 64], 0));

    [Fact]
    public void PicoDet()
        => Check(FaceExports.PicoDet(4), "picodet", o => PlainGrids.Distributions([.. o[..4].SelectMany(v => v)], [.. o[4..].SelectMany(v => v)], 4, false, 128, 64, [8, 16, 32, 64], 0.5));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void RtmDet(bool pixels) => Check(FaceExports.RtmDet(3, pixels), "rtmdet", o => PlainGrids.RtmDet(o, 3, pixels, 64, 64));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void CenterNet(bool sigmoid) => Check(FaceExports.CenterNet(3, sigmoid), "centernet", o => PlainGrids.CenterNet(o, 3, sigmoid, 64, 64));

    [Fact]
    public void Yolo_fastest() => Check(FaceExports.YoloFastest(3), "yolo-fastestv2", o => PlainGrids.YoloFastest(o, 3, 96, 64), score: 0.2f);

    /// <summary>Overlapping boxes of a class stay: the network has suppressed already.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(5, 3)]
    public void End_to_end(int points, int numbers)
    {
        float[] Row(float x, float score, int c) => [x, 10, x + 20, 30, score, c, .. Enumerable.Range(0, points).SelectMany(k => new[] { x + k, 12 + k, 0.5f })];
        HeadModel model = Exports.Constant(64, 64, [.. Row(5, 0.9f, 1), .. Row(6, 0.8f, 1), .. Row(20, 0.7f, 0), .. Row(30, 0.01f, 0), .. Row(40, 0.9f, 9)], 1, 5, 6 + (points * numbers)).Say("names", "{0: 'a', 1: 'b'}").Say("end2end", "True");
        if (points > 0)
        {
            model.Say("kpt_shape", "[5, 3]");
        }

        Check(model, points > 0 ? "end2end-pose" : "end2end", o => PlainGrids.EndToEnd(o[0], points, numbers).Where(b => b.ClassId < 2));
    }

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

    /// <summary>Angles, corners and the upright boxes around them, from boxes that overlap much.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(7)]
    public void Oriented_boxes(int classes)
    {
        NetworkGraph graph = Exports.Yolov8Oriented(classes).Build();
        Assert.Equal("yolov8-obb", HeadCatalog.Select(GraphSignature.Of(graph)!)?.Head.Id);
        CheckOriented(graph, o => PlainOriented.Columns(o[0], classes));
    }

    [Fact]
    public void Oriented_boxes_that_the_network_suppressed_itself()
    {
        float[] rows = [20, 30, 30, 10, 0.9f, 1, 0.3f, 21, 30, 30, 10, 0.8f, 1, 0.3f, 40, 40, 10, 30, 0.7f, 0, 2f, 40, 60, 10, 30, 0.6f, 0, -0.5f, 1, 1, 1, 1, 0, 0, 0];
        NetworkGraph graph = Exports.Constant(64, 96, rows, 1, 5, 7).Say("task", "obb").Say("names", "{0: 'a', 1: 'b'}").Say("end2end", "True").Build();
        Assert.Equal("end2end-obb", HeadCatalog.Select(GraphSignature.Of(graph)!)?.Head.Id);
        CheckOriented(graph, o => o[0].Chunk(7).Select(r => new PlainOriented.Box(r[0], r[1], r[2], r[3], r[6], r[4], (int)r[5])));
    }

    private static void CheckOriented(NetworkGraph graph, Func<float[][], IEnumerable<PlainOriented.Box>> decode) => Run(graph, 64, 96, (detector, photo, selection) =>
    {
        float[][] found = detector.Access.DetectOriented(photo.Rgb, photo.Width, photo.Height, 1000), upright = detector.Access.Detect(photo.Rgb, photo.Width, photo.Height, 1000);
        float[][] outputs = [Output(detector, 0)];
        PlainOriented.Box[] expected = PlainOriented.Suppress(decode(outputs), selection.ScoreThreshold, selection.IouThreshold, 64, 96);
        Assert.InRange(expected.Length, 3, 1000);
        Assert.Equal(expected.Length, found.Length);
        Assert.Equal(expected.Length, upright.Length);
        for (int i = 0; i < found.Length; i++)
        {
            PlainOriented.Box e = expected[i];
            double[] values = [e.X, e.Y, e.Width, e.Height, e.Score, e.ClassId, e.Angle, .. PlainOriented.Corners(e).SelectMany(c => new[] { c.X, c.Y })];
            Assert.All(values.Zip(found[i]), p => Assert.Equal(p.First, p.Second, 1e-3));
            (double X, double Y)[] corners = PlainOriented.Corners(e);
            double left = Math.Clamp(corners.Min(c => c.X), 0, 64), right = Math.Clamp(corners.Max(c => c.X), 0, 64), top = Math.Clamp(corners.Min(c => c.Y), 0, 96), bottom = Math.Clamp(corners.Max(c => c.Y), 0, 96);
            Assert.All(new[] { left, top, right - left, bottom - top, e.Score, e.ClassId }.Zip(upright[i]), p => Assert.Equal(p.First, p.Second, 1e-3));
        }

        // The tool decodes by the same calls: the same bits.
        Assert.Equal(detector.Detect(photo, 1000), new PhotoPipeline(selection).Decode(outputs, photo.Width, photo.Height, 1000));
        Assert.Equal(0, detector.Access.DetectAllocates(photo.Rgb, photo.Width, photo.Height, 20));
    });

    private static DetectedBox[] Boxes(HeadModel model)
    {
        DetectedBox[] found = [];
        Run(model.Build(), model.Width, model.Height, (detector, photo, _) => found = detector.Detect(photo));
        return found;
    }

    private static void Check(HeadModel model, string head, Func<float[][], IEnumerable<Plain.Box>> decode, float? score = null)
    {
        NetworkGraph graph = model.Build();
        Assert.Equal(head, HeadCatalog.Select(GraphSignature.Of(graph)!)?.Head.Id);
        CheckGraph(graph, decode, model.Width, model.Height, score);
    }

    internal static void CheckGraph(NetworkGraph graph, Func<float[][], IEnumerable<Plain.Box>> decode, int width, int height, float? score = null) => Run(graph, width, height, (detector, photo, selection) =>
    {
        DetectedBox[] found = detector.Detect(photo, 1000);
        float[][] outputs = [.. detector.Plan.Outputs.Select((_, i) => System.Runtime.InteropServices.MemoryMarshal.Cast<byte, float>(detector.Access.Output(i)).ToArray())];
        Plain.Box[] expected = Plain.Suppress(decode(outputs), selection.ScoreThreshold, selection.IouThreshold, width, height);
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
                Assert.Equal(Math.Clamp(e.Points[k].X, 0, width), f.Keypoints![k].X, 1e-3);
                Assert.Equal(Math.Clamp(e.Points[k].Y, 0, height), f.Keypoints[k].Y, 1e-3);
                Assert.Equal(e.Points[k].Visibility, f.Keypoints[k].Visibility, 1e-5);
            }
        }

        // The tool decodes by the same calls: the same bits.
        Assert.Equal(found.Select(Flat), new PhotoPipeline(selection).Decode(outputs, photo.Width, photo.Height, 1000).Select(Flat));
        Assert.Equal(0, detector.Access.DetectAllocates(photo.Rgb, photo.Width, photo.Height, 20));
    }, score);

    private static float[] Flat(DetectedBox b) => [b.X, b.Y, b.Width, b.Height, b.Score, b.ClassId, .. (b.Keypoints ?? []).SelectMany(p => new[] { p.X, p.Y, p.Visibility })];

    private static void Run(NetworkGraph imported, int width, int height, Action<EmittedDetector, Photo, HeadSelection> action, float? score = null)
    {
        HeadSelection head = HeadCatalog.Select(GraphSignature.Of(imported)!, HeadOptions.None with { ScoreThreshold = score })!;
        PlannedNetwork planned = Planner.Plan(PassList.Run(imported), EmittedCheck.Options with { Head = HeadPlan.Of(head) });
        Plan plan = PlanText.Read(PlanText.Write(planned.Plan));
        using EmittedAssembly assembly = EmittedAssembly.Build(plan);
        var photo = new Photo(width, height, new byte[3 * width * height]);
        new Random(7).NextBytes(photo.Rgb);
        foreach (string? isa in new[] { null, "portable" })
        {
            using EmittedDetector detector = assembly.Create(planned.Weights, 2, isa);
            action(detector, photo, head);
        }
    }
}
