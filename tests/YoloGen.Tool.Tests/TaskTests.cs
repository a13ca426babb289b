using System.Diagnostics;
using System.Text.Json;
using Xunit;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Tests.Heads;
using YoloGen.Onnx;
using YoloGen.Tool.Video;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>The tool on models of each task: what it draws and writes.</summary>
public sealed class TaskTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    /// <summary>A person of score 0.9 at (22, 22) to (42, 42) whose 17 points are at (30, 25), in every photo.</summary>
    [Fact]
    public void Poses()
    {
        var values = new float[56 * 84];
        float[] column = [32, 32, 20, 20, 0.9f, .. Enumerable.Repeat(new float[] { 30, 25, 0.8f }, 17).SelectMany(p => p)];
        for (int r = 0; r < 56; r++)
        {
            values.AsSpan(r * 84, r == 4 ? 1 : 84).Fill(column[r]);
        }

        string text = Detect(Exports.Constant(64, 64, values, 1, 56, 84).Say("kpt_shape", "[17, 3]").Say("task", "pose").Say("names", "{0: 'person'}"), 64, 64);
        Assert.Contains("person 0.90 at (22,22)-(42,42), 17 of 17 points seen", text, StringComparison.Ordinal);
        string label = File.ReadAllText(Path.Combine(_folder, "out", "labels", "photo.txt"));
        Assert.StartsWith("0 0.5 0.5 0.3125 0.3125 0.46875 0.390625 0.8 ", label, StringComparison.Ordinal);
        Assert.Equal(5 + 51, label.TrimEnd().Split(' ').Length);
        JsonElement coco = Json("coco.json").GetProperty("annotations")[0];
        Assert.Equal(51, coco.GetProperty("keypoints").GetArrayLength());
        Assert.Contains("visibility16", File.ReadLines(Path.Combine(_folder, "out", "detections.csv")).First(), StringComparison.Ordinal);
    }

    [Fact]
    public void Masks()
    {
        // One object at (16, 16) to (48, 48) whose mask is its left half: the prototype is 1 left of x = 32, -1 right of it.
        var boxes = new float[6 * 84];
        float[] column = [32, 32, 32, 32, 0.9f, 1];
        for (int r = 0; r < 6; r++)
        {
            boxes.AsSpan(r * 84, r == 4 ? 1 : 84).Fill(column[r]);
        }

        HeadModel model = Exports.Constant(64, 64, boxes, 1, 6, 84);
        float[] prototypes = [.. Enumerable.Range(0, 256).Select(i => i % 16 < 8 ? 1f : -1f)];
        model.Output(model.Add(model.Mul(model.Greatest(model.Photo), 0f), prototypes, 1, 1, 16, 16)).Say("task", "segment").Say("names", "{0: 'cup'}").Say("stride", "32");
        Assert.Contains("cup 0.90 at (32,32)-(96,96)", Detect(model, 128, 128, "--head", "yolov8-seg"), StringComparison.Ordinal);
        Assert.Equal("0 0.25 0.25 0.5 0.25 0.5 0.75 0.25 0.75\n", File.ReadAllText(Path.Combine(_folder, "out", "labels", "photo.txt")));
        Assert.Equal(32 * 64, Json("coco.json").GetProperty("annotations")[0].GetProperty("area").GetDouble());
        Photo drawn = PhotoReader.Read(Path.Combine(_folder, "out", "photo.png"));
        Assert.NotEqual([0, 0, 0], drawn.Rgb.AsSpan(((64 * 128) + 50) * 3, 3).ToArray());
        Assert.Equal([0, 0, 0], drawn.Rgb.AsSpan(((64 * 128) + 80) * 3, 3).ToArray());
    }

    /// <summary>A box of 32 x 16 turned by 30 degrees about (32, 32), in a photo of twice the size.</summary>
    [Fact]
    public void Boxes_with_an_angle()
    {
        var values = new float[6 * 84];
        float[] column = [32, 32, 32, 16, 0.9f, MathF.PI / 6];
        for (int r = 0; r < 6; r++)
        {
            values.AsSpan(r * 84, r == 4 ? 1 : 84).Fill(column[r]);
        }

        string text = Detect(Exports.Constant(64, 64, values, 1, 6, 84).Say("task", "obb").Say("names", "{0: 'ship'}").Say("stride", "32"), 128, 128, "--head", "yolov8-obb");
        Assert.Contains("ship 0.90 at (28,34)-(100,94), turned by 30 degrees", text, StringComparison.Ordinal);
        double[] label = [.. File.ReadAllText(Path.Combine(_folder, "out", "labels", "photo.txt")).Split(' ').Select(w => double.Parse(w, System.Globalization.CultureInfo.InvariantCulture))];
        Assert.Equal(9, label.Length);
        Assert.Equal((64 + (32 * Math.Cos(Math.PI / 6)) - (16 * 0.5)) / 128, label[1], 1e-4);
        Assert.Equal(64 * 32, Json("coco.json").GetProperty("annotations")[0].GetProperty("area").GetDouble(), 1e-2);
        Assert.Equal(Math.PI / 6, Json("detections.json").GetProperty("photos")[0].GetProperty("detections")[0].GetProperty("oriented").GetProperty("angle").GetDouble(), 1e-5);
        Photo drawn = PhotoReader.Read(Path.Combine(_folder, "out", "photo.png"));
        Assert.Contains(drawn.Rgb, v => v != 0);
    }

    [Fact]
    public void Classes()
    {
        HeadModel model = Exports.Constant(32, 32, [0.2f, 0.7f, 0.1f], 1, 3).Say("task", "classify").Say("names", "{0: 'cat', 1: 'dog', 2: 'cow'}");
        Assert.Contains("most likely\n  dog 0.70\n  cat 0.20\n  cow 0.10\n", Detect(model, 200, 100), StringComparison.Ordinal);
        Assert.Equal("0.7 dog\n0.2 cat\n0.1 cow\n", File.ReadAllText(Path.Combine(_folder, "out", "labels", "photo.txt")));
        Assert.Equal("dog", Json("detections.json").GetProperty("photos")[0].GetProperty("classes")[0].GetProperty("class").GetString());
    }

    /// <summary>The same box in each frame of a film, and in each crop of a photo that is larger than those.</summary>
    [Fact]
    public void Films_and_crops()
    {
        var values = new float[5 * 84];
        float[] column = [32, 32, 20, 20, 0.9f];
        for (int r = 0; r < 5; r++)
        {
            values.AsSpan(r * 84, r == 4 ? 1 : 84).Fill(column[r]);
        }

        string model = Write(Exports.Constant(64, 64, values, 1, 5, 84).Say("names", "{0: 'cat'}")), film = Path.Combine(_folder, "film.y4m"), output = Path.Combine(_folder, "out");
        using (IFrameWriter writer = Film.Create(film, (10, 1)))
        {
            writer.Write(new Photo(64, 64));
            writer.Write(new Photo(64, 64));
            writer.Complete();
        }

        Assert.Contains("2 frames, 2 boxes", Run(["detect", model, "--head", "yolov8", "--source", film, "-o", output]), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(output, "film.y4m")));
        Assert.Equal(2, File.ReadAllLines(Path.Combine(output, "detections.jsonl")).Length);
        string photo = Path.Combine(_folder, "photo.png");
        PhotoWriter.Write(new Photo(200, 64), photo);
        Assert.Contains("photo.png: 5 found", Run(["detect", model, "--head", "yolov8", "--source", photo, "-o", output, "--tiles", "64", "--tile-overlap", "0.3"]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("json")]
    [InlineData("html")]
    public void Inspect_says_which_head_and_why(string format)
    {
        string model = Write(Exports.Yolov8Pose(1, 17, 3).Say("kpt_shape", "[17, 3]").Say("task", "pose").Say("stride", "32"));
        string text = Run(["inspect", model, "--format", format]);
        Assert.Contains("head yolov8-pose", text, StringComparison.Ordinal);
        Assert.Contains("kpt_shape in the metadata", text, StringComparison.Ordinal);
        Assert.Contains("stride 32 in the metadata", text, StringComparison.Ordinal);
        Assert.Contains("centernet: ", text, StringComparison.Ordinal);
    }

    /// <summary>What the metadata says of the strides and the outputs contradict each other: then it is not that head.</summary>
    [Fact]
    public void A_stride_that_is_not_the_grids_speaks_against_a_head()
        => Assert.Contains("no head is recognised", Run(["inspect", Write(Exports.Yolov8Pose(1, 17, 3).Say("kpt_shape", "[17, 3]").Say("task", "pose").Say("stride", "64"))]), StringComparison.Ordinal);

    /// <summary>A free height and width: from imgsz in the metadata, else as the user says.</summary>
    [Theory]
    [InlineData("[64, 96]", "input0: f32 1x3x64x96")]
    [InlineData(null, "input0: f32 1x3x128x32", "--imgsz", "128,32")]
    [InlineData("[64, 96]", "input0: f32 1x3x32x32", "--imgsz", "32")]
    [InlineData(null, "input0: f32 1x3x32x160", "--input-dim", "h=32", "--input-dim", "w=160")]
    [InlineData("[64, 96]", "input0: f32 1x3x96x96", "--shape", "input0=1,3,96,96", "--imgsz", "32")]
    public void Free_sizes_are_pinned(string? stated, string expected, params string[] options)
    {
        string model = Free(stated);
        Assert.Contains(expected, Run(["inspect", model, .. options]), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("its free dimensions are 'h', 'n', 'w'", "--input-dim", "q=3")]
    [InlineData("YG0203", "--input-dim", "q=3")]
    [InlineData("takes NAME=640", "--input-dim", "h")]
    [InlineData("takes one number", "--imgsz", "big")]
    public void Wrong_sizes_are_named(string expected, params string[] options) => Assert.Contains(expected, Run(["inspect", Free(null), .. options], fails: true), StringComparison.Ordinal);

    [Fact]
    public void A_size_that_the_file_fixes_is_not_changed()
        => Assert.Contains("has 96 x 64 (width x height) in the file", Run(["inspect", Write(Exports.Yolov5(1)), "--imgsz", "320"], fails: true), StringComparison.Ordinal);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>A convolution of a photo of any size.</summary>
    private string Free(string? stated)
    {
        OnnxModel model = OnnxExporter.Export(Exports.Classifier(2, softmax: true).Say("task", "classify").Build());
        OnnxValueInfo input = Assert.Single(model.Graph.Inputs);
        input.Dims = [new(null, "n"), new(3, null), new(null, "h"), new(null, "w")];
        OnnxNode conv = model.Graph.Nodes.First(n => n.OpType == "Conv");
        model.Graph.Nodes.Clear();
        model.Graph.Nodes.Add(conv);
        Assert.Single(model.Graph.Outputs).Name = conv.Outputs[0];
        model.Graph.Outputs[0].Dims = null;
        if (stated is not null)
        {
            model.Metadata["imgsz"] = stated;
        }

        string path = Path.Combine(_folder, "free.onnx");
        OnnxWriter.Write(model, path);
        return path;
    }

    private JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllBytes(Path.Combine(_folder, "out", file))).RootElement;

    private string Detect(HeadModel model, int width, int height, params string[] options)
    {
        string photo = Path.Combine(_folder, "photo.png");
        PhotoWriter.Write(new Photo(width, height), photo);
        return Run(["detect", Write(model), "--source", photo, "-o", Path.Combine(_folder, "out"), "--format", "json,yolo,coco,csv", .. options]);
    }

    private string Write(HeadModel model)
    {
        string path = Path.Combine(_folder, "model.onnx");
        OnnxWriter.Write(OnnxExporter.Export(model.Build()), path);
        return path;
    }

        private static string Run(string[] arguments, bool fails = false)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True((process.ExitCode != 0) == fails, output + error.Result);
        return output + error.Result;
    }
}
