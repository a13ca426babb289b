using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Detection;
using YoloGen.Execution;
using YoloGen.Tests;
using YoloGen.Vision;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Detect writes a photo's quantized bytes straight into the first layer; Run quantizes floats. Both are the same network on the same photo.</summary>
public sealed class DetectBytesTests
{
    [Theory]
    [InlineData("models/facemask_int8.onnx", 640, 480, null)]
    [InlineData("models/facemask_int8.onnx", 37, 500, null)]
    [InlineData("models/facemask_int8.onnx", 416, 416, "bgr")]
    [InlineData("models/facemask_int8.onnx", 1000, 300, "scale")]
    [InlineData("shared/peers/paper_pruned_s8.onnx", 300, 200, "paper")]
    [InlineData("shared/models/yolo11n_face_640_qdq.onnx", 800, 600, null)]
    public void Outputs_are_those_of_the_floats(string file, int width, int height, string? options)
    {
        string[] parts = file.Split('/');
        string path = parts[0] == "shared" ? SharedData.Require(parts[1..]) : Path.Combine([SharedData.RepositoryRoot, .. parts]);
        HeadOptions head = options switch
        {
            "paper" => HeadOptions.None with { Head = "paper" },
            "bgr" => HeadOptions.None with { Bgr = true },
            "scale" => HeadOptions.None with { Mean = [10, 20, 30], Scale = [0.01f, 0.004f, 0.02f] },
            _ => HeadOptions.None,
        };
        PlannedModel model = Compilation.Plan(path, new CompileOptions { Head = head });
        Assert.NotNull(model.Head);
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan);
        using EmittedDetector detector = assembly.Create(model.Weights, threads: 2);
        var rgb = new byte[width * height * 3];
        new Random(width).NextBytes(rgb);
        var photo = new Photo(width, height, rgb);

        // Garbage in the input, so that a Detect that reads it does not go unnoticed.
        Tensor input = model.Graph.Inputs[0];
        float[] values = [.. Enumerable.Repeat(0.7f, (int)input.Shape.Count)];
        detector.Run(new Dictionary<string, TensorData> { [input.Name] = new TensorData(input.Shape, values) });
        detector.Detect(photo);
        byte[][] found = [.. model.Plan.Outputs.Select((_, i) => detector.Access.Output(i).ToArray())];

        new PhotoPipeline(model.Head).Fill(photo, values);
        IReadOnlyDictionary<string, TensorData> outputs = detector.Run(new Dictionary<string, TensorData> { [input.Name] = new TensorData(input.Shape, values) });
        byte[][] expected = [.. model.Plan.Outputs.Select(o => EmittedDetector.Bytes(outputs[o.Name]).ToArray())];
        Assert.Equal(expected, found);
    }
}
