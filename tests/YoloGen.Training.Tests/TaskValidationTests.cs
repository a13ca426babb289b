using Xunit;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Tests.Heads;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Training.Evaluation;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>Models of each task, which find the same in every photo, on photos whose labels say how right that is.</summary>
public sealed class TaskValidationTests : IDisposable
{
    /// <summary>What a perfect curve scores: the area ends half a step before the last recall.</summary>
    private const double Perfect = 0.995;

    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    [Theory]
    [InlineData("0.46875 0.390625 2", Perfect, Perfect)]
    [InlineData("0.9 0.9 2", 0, 0)]
    public void Poses(string point, double expected, double whole)
    {
        var values = new float[56 * 84];
        float[] column = [32, 32, 20, 20, 0.9f, .. Enumerable.Repeat(new float[] { 30, 25, 0.8f }, 17).SelectMany(p => p)];
        Fill(values, column);
        string model = Write(Exports.Constant(64, 64, values, 1, 56, 84).Say("kpt_shape", "[17, 3]").Say("task", "pose").Say("names", "{0: 'person'}"));
        Label("person", "0 0.5 0.5 0.3125 0.3125 " + string.Join(' ', Enumerable.Repeat(point, 17)));
        foreach (IPhotoDetector detector in new IPhotoDetector[] { new OnnxDetector(model), new CompiledDetector(model, 1) })
        {
            using (detector)
            {
                TaskResult result = Run(detector);
                Assert.Equal(["boxes", "poses (OKS)"], result.Scores.Select(s => s.Name));
                Assert.Equal(Perfect, result.Scores[0].Result.Map50To95, 1e-6);
                Assert.Equal(expected, result.Scores[1].Result.Map50, 1e-6);
                Assert.Equal(whole, result.Scores[1].Result.Map50To95, 1e-6);
            }
        }
    }

    /// <summary>The mask is the left half of the box; the label is all of it, so that the IoU is 1/2: right at the first threshold alone.</summary>
    [Fact]
    public void Masks()
    {
        var boxes = new float[6 * 84];
        Fill(boxes, [32, 32, 32, 32, 0.9f, 1]);
        HeadModel model = Exports.Constant(64, 64, boxes, 1, 6, 84);
        float[] prototypes = [.. Enumerable.Range(0, 256).Select(i => i % 16 < 8 ? 1f : -1f)];
        model.Output(model.Add(model.Mul(model.Greatest(model.Photo), 0f), prototypes, 1, 1, 16, 16)).Say("task", "segment").Say("names", "{0: 'cup'}");
        Label("cup", "0 0.25 0.25 0.75 0.25 0.75 0.75 0.25 0.75");
        using var detector = new OnnxDetector(Write(model));
        TaskResult result = Run(detector);
        Assert.Equal(Perfect, result.Scores[0].Result.Map50To95, 1e-6);
        Assert.Equal(Perfect, result.Scores[1].Result.Map50, 1e-6);
        Assert.Equal(Perfect / 10, result.Scores[1].Result.Map50To95, 1e-6);
    }

    [Fact]
    public void Boxes_with_an_angle()
    {
        var values = new float[6 * 84];
        Fill(values, [32, 32, 32, 16, 0.9f, 0]);
        string model = Write(Exports.Constant(64, 64, values, 1, 6, 84).Say("task", "obb").Say("names", "{0: 'ship'}"));

        // Half as long: the polygons share half; the label's corners are given from another one on.
        Label("ship", "0 0.375 0.625 0.375 0.375 0.625 0.375 0.625 0.625");
        using var detector = new OnnxDetector(model);
        TaskResult result = Run(detector);
        Assert.Equal(Perfect, result.Scores[1].Result.Map50, 1e-6);
        Assert.Equal(Perfect / 10, result.Scores[1].Result.Map50To95, 1e-6);
    }

    [Fact]
    public void Classes()
    {
        string model = Write(Exports.Constant(32, 32, [0.2f, 0.6f, 0.05f, 0.05f, 0.05f, 0.05f], 1, 6).Say("task", "classify").Say("names", "{0: 'cat', 1: 'dog', 2: 'a', 3: 'b', 4: 'c', 5: 'd'}"));
        foreach (string name in new[] { "cat", "dog", "dog", "d" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, "val", name));
            PhotoWriter.Write(new Photo(20, 10), Path.Combine(_folder, "val", name, Guid.NewGuid() + ".png"));
        }

        using var detector = new CompiledDetector(model, 1);
        TaskResult result = TaskValidation.Run(detector, _folder, "val", []);
        Assert.Equal((4, 0.5, 0.75), (result.Photos, result.Top1, result.Top5));
        Directory.CreateDirectory(Path.Combine(_folder, "val", "cow"));
        Assert.Contains("no class 'cow'", Assert.Throws<YoloGenException>(() => TaskValidation.Run(detector, _folder, "val", [])).Message, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void Fill(float[] values, float[] column)
    {
        int places = values.Length / column.Length;
        for (int r = 0; r < column.Length; r++)
        {
            values.AsSpan(r * places, r == 4 ? 1 : places).Fill(column[r]);
        }
    }

    private TaskResult Run(IPhotoDetector detector)
    {
        var problems = new List<Diagnostic>();
        TaskResult result = TaskValidation.Run(detector, _folder, "val", problems);
        Assert.Empty(problems);
        return result;
    }

    private void Label(string name, string line)
    {
        string photos = Directory.CreateDirectory(Path.Combine(_folder, "images", "val")).FullName, labels = Directory.CreateDirectory(Path.Combine(_folder, "labels", "val")).FullName;
        PhotoWriter.Write(new Photo(64, 64), Path.Combine(photos, "a.png"));
        File.WriteAllText(Path.Combine(labels, "a.txt"), line + "\n");
        File.WriteAllText(Path.Combine(_folder, "data.yaml"), $"val: images/val\nnames: [{name}]\n");
    }

    private string Write(HeadModel model)
    {
        string path = Path.Combine(_folder, "model.onnx");
        OnnxWriter.Write(OnnxExporter.Export(model.Build()), path);
        return path;
    }
}
