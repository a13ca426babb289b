using System.Diagnostics;
using Xunit;
using YoloGen.Onnx;

namespace YoloGen.Tests;

/// <summary>What the tool says of models that users export.</summary>
public sealed class ModelMessageTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    private string Output => Path.Combine(_folder, "out");

    /// <summary>
    /// The end of a YOLO26 or YOLOv10 export as Ultralytics makes it by default: the best 300 anchors by their best class, their boxes gathered,
    /// and once more by all classes, joined to [1, 300, 6].
    /// </summary>
    [Fact]
    public void An_end_to_end_export_names_the_option_that_exports_it_otherwise()
    {
        const int Classes = 80, Found = 300;
        OnnxModelBuilder model = new OnnxModelBuilder().Input("images", 1, 3, 640, 640).Output("output0", 1, Found, 6)
            .Initializer("w", [4 + Classes, 3, 8, 8], new float[(4 + Classes) * 192]).Initializer("flat", [3], 1L, 4 + Classes, 6400)
            .Initializer("starts", [1], 0L).Initializer("four", [1], 4L).Initializer("all", [1], (long)(4 + Classes)).Initializer("axis", [1], 2L).Initializer("k", [1], (long)Found).Initializer("last", [1], -1L)
            .Node("Conv", ["images", "w"], ["c"], ("kernel_shape", new long[] { 8, 8 }), ("strides", new long[] { 8, 8 })).Node("Reshape", ["c", "flat"], ["r"])
            .Node("Transpose", ["r"], ["t"], ("perm", new long[] { 0, 2, 1 }))
            .Node("Slice", ["t", "starts", "four", "axis"], ["boxes"]).Node("Slice", ["t", "four", "all", "axis"], ["scores"])
            .Node("ReduceMax", ["scores"], ["best"], ("axes", new long[] { 2 }), ("keepdims", 0L))
            .Node("TopK", ["best", "k"], ["top", "where"], ("axis", -1L)).Node("Unsqueeze", ["where", "last"], ["index"])
            .Node("GatherElements", ["scores", "index"], ["chosen"], ("axis", 1L)).Node("GatherElements", ["boxes", "index"], ["kept"], ("axis", 1L))
            .Node("Concat", ["kept", "chosen"], ["output0"], ("axis", 2L));
        string file = Path.Combine(_folder, "yolo26n.onnx");
        OnnxWriter.Write(model.Build(), file);
        (int code, _, string error) = Run("compile", file, "-o", Output);
        Assert.Equal(1, code);
        string line = Assert.Single(error.Split('\n'), l => l.Contains("TopK", StringComparison.Ordinal));
        Assert.Contains("yolo26n.onnx: error YG0201", line, StringComparison.Ordinal);
        Assert.Contains("for Ultralytics: end2end=False for YOLO26 and YOLOv10, nms=False for others", line, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Output));
    }

    /// <summary>The shipped network has 38 convolutions; quantized by dynamic range, each brings a range, a scale and sums of its own.</summary>
    [Fact]
    public void A_model_quantized_by_dynamic_range_is_one_line_and_no_list_of_inner_names()
    {
        string file = Path.Combine(_folder, "dynamic.onnx");
        (int code, string output, string error) = Run("quantize", Path.Combine(SharedData.RepositoryRoot, "models", "facemask.onnx"), "--dynamic", "-o", file);
        Assert.Equal((0, ""), (code, error));
        NoInnerNames(output, file);
        (code, output, error) = Run("compile", file, "-o", Output);
        Assert.Equal((0, ""), (code, error));
        Assert.Single(output.Split('\n'), l => l.Contains("quantized by dynamic range", StringComparison.Ordinal));
        NoInnerNames(output, file);
        (code, output, error) = Run("detect", file, "--source", Photo(), "-o", Path.Combine(_folder, "found"));
        Assert.Equal((0, ""), (code, error));
        NoInnerNames(output, file);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Photo()
    {
        string path = Path.Combine(_folder, "photo.png");
        Vision.PhotoWriter.Write(new Vision.Photo(64, 48), path);
        return path;
    }

    private static void NoInnerNames(string output, string model)
    {
        Assert.InRange(output.Split('\n').Length, 1, 30);
        IEnumerable<string> names = OnnxReader.Read(model).Graph.Nodes.Select(n => n.Name).Where(n => n.Length > 3);
        Assert.All(names, name => Assert.DoesNotContain(name, output, StringComparison.Ordinal));
    }

    private static (int Code, string Output, string Error) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
