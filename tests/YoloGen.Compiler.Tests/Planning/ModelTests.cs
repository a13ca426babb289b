using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Execution;
using YoloGen.Tests;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Whole networks, compiled and run, against the interpreter: the same bits.</summary>
public sealed class ModelTests
{
    [Theory]
    [InlineData("models", "micro_kws_static_fp32.onnx")]
    [InlineData("models", "micro_kws_static_qdq.onnx")]
    [InlineData("models", "micro_kws_static_qoperator.onnx")]
    [InlineData("models", "fastestdet_mask_352.onnx")]
    [InlineData("models", "ultraface_rfb_320.onnx")]
    [InlineData("models", "yolox_nano_416.onnx")]
    [InlineData("models", "yolo11n_face_640_qdq.onnx")]
    [InlineData("models", "yolov8n_plate_640_dynamic.onnx")]
    [InlineData("peers", "paper_pruned_s8.onnx")]
    public void Emitted_class_equals_the_interpreter(string folder, string file)
    {
        CompiledModel model = Compilation.Compile(SharedData.Require(folder, file));
        var random = new Random(1);
        Dictionary<string, TensorData> inputs = model.Graph.Inputs.ToDictionary(
            i => i.Name, i => new TensorData(i.Shape, Enumerable.Range(0, (int)i.Shape.Count).Select(_ => (float)random.NextDouble()).ToArray()));
        IReadOnlyDictionary<string, TensorData> expected = Compiler.Interpreter.Interpreter.Run(model.Graph, inputs);
        using EmittedAssembly assembly = EmittedAssembly.Build(model.Plan);
        Assert.All(assembly.Methods(), m => Assert.True(m.Bytes < 60_000 && m.Locals < 512, $"{m.Name}: {m.Bytes} bytes of IL, {m.Locals} locals"));
        using EmittedDetector detector = assembly.Create(model.Weights, threads: 2);
        IReadOnlyDictionary<string, TensorData> found = detector.Run(inputs);
        Assert.All(expected, e => Assert.True(EmittedDetector.Bytes(e.Value).SequenceEqual(EmittedDetector.Bytes(found[e.Key])), $"{e.Key} differs"));
    }
}
