using Microsoft.ML.OnnxRuntime;
using Xunit;
using YoloGen.Compiler.Export;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Diagnostics;
using YoloGen.Onnx;
using YoloGen.Tests;
using YoloGen.Verification.Reference;

namespace YoloGen.Compiler.Tests.Export;

/// <summary>Exported graphs compute in ONNX Runtime what the original model, or the interpreter, computes.</summary>
public sealed class OnnxExporterTests
{
    [Theory]
    [InlineData("micro_kws_static_fp32.onnx")]
    [InlineData("micro_kws_static_qdq.onnx")]
    [InlineData("ultraface_rfb_320.onnx")]
    [InlineData("fastestdet_mask_352.onnx")]
    [InlineData("yolox_nano_416.onnx")]
    [InlineData("yolo11n_face_640_qdq.onnx")]
    public void Exported_models_compute_the_same(string file)
    {
        string path = SharedData.Require("models", file);
        NetworkGraph graph = Importer.Import(OnnxReader.Read(path));
        byte[] exported = OnnxWriter.ToBytes(OnnxExporter.Export(graph));
        Assert.Equal(exported, OnnxWriter.ToBytes(OnnxExporter.Export(graph)));
        var random = new Random(5);
        Dictionary<string, TensorData> inputs = graph.Inputs.ToDictionary(
            i => i.Name, i => new TensorData(i.Shape, [.. Enumerable.Range(0, (int)i.Shape.Count).Select(_ => random.NextSingle())]));
        IReadOnlyDictionary<string, TensorData> expected = Run(File.ReadAllBytes(path), inputs);

        // Float sums are reordered by fusions; quantized ones then move by a step.
        float tolerance = file.Contains("qdq", StringComparison.Ordinal) ? 1e-6f : 1e-5f;
        AssertClose(expected, Run(exported, inputs), tolerance);
        if (!file.Contains("qdq", StringComparison.Ordinal))
        {
            AssertClose(expected, Run(OnnxWriter.ToBytes(OnnxExporter.Export(PassList.Run(graph, PassList.Float))), inputs), 1e-4f);
        }

        NetworkGraph again = Importer.Import(OnnxReader.Parse(exported));
        Assert.Equal(graph.Nodes.Select(n => n.Op.Name), again.Nodes.Select(n => n.Op.Name));
        string[] names = [.. graph.Nodes.Where(n => n.Op is not Softmax).Select(n => n.Output.ToString())];
        Assert.Equal(names, again.Nodes.Where(n => n.Op is not Softmax).Select(n => n.Output.ToString()));
        Assert.Equal(graph.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal), again.Metadata.OrderBy(m => m.Key, StringComparer.Ordinal));
    }

    [Fact]
    public void Random_graphs_compute_in_OnnxRuntime_what_they_compute_in_the_interpreter()
    {
        for (int seed = 0; seed < 150; seed++)
        {
            GraphBuilder builder = RandomGraph.Make(seed, 1 + (seed % 8));
            NetworkGraph graph = builder.Build();
            if (graph.Nodes.Any(LeavesInput))
            {
                continue;
            }

            Dictionary<string, TensorData> inputs = builder.Values();
            byte[] model = OnnxWriter.ToBytes(OnnxExporter.Export(graph));
            try
            {
                AssertClose(YoloGen.Compiler.Interpreter.Interpreter.Run(graph, inputs), Run(model, inputs), 1e-4f);
            }
            catch (Exception e) when (e is OnnxRuntimeException or Xunit.Sdk.XunitException)
            {
                Assert.Fail($"seed {seed}: {string.Join(", ", graph.Nodes.Select(n => n.Op.ToString()))}: {e.Message}");
            }
        }
    }

    [Fact]
    public void Every_elementwise_function_is_exported()
    {
        foreach (UnaryKind kind in Enum.GetValues<UnaryKind>().Where(k => k != UnaryKind.Not))
        {
            var builder = new GraphBuilder((int)kind);
            Tensor x = builder.Input(1, 3, 5, 7);
            (float alpha, float beta) = kind switch { UnaryKind.Clip => (-1f, 1.5f), UnaryKind.HardSigmoid => (0.3f, 0.4f), _ => (0.2f, 0f) };
            Tensor positive = kind is UnaryKind.Sqrt or UnaryKind.Log or UnaryKind.Reciprocal ? builder.Same(new Unary(UnaryKind.Exp), x) : x;
            builder.Output(builder.Same(new Unary(kind, alpha, beta), positive));
            Dictionary<string, TensorData> inputs = builder.Values();
            NetworkGraph graph = builder.Build();
            AssertClose(YoloGen.Compiler.Interpreter.Interpreter.Run(graph, inputs), Run(OnnxWriter.ToBytes(OnnxExporter.Export(graph)), inputs), 1e-5f);
        }
    }

    [Fact]
    public void What_opset_17_lacks_is_refused_all_at_once()
    {
        var builder = new GraphBuilder();
        Tensor x = builder.Input(1, 2, 4, 4);
        Tensor a = builder.Add(new Pad([0, 0, 1, 1], [0, 0, 1, 1], PadMode.Wrap, 0), x.Type, [1, 2, 6, 6], x);
        builder.Output(builder.Add(
            new Resize(ResizeMode.Linear, CoordinateMode.HalfPixelSymmetric, NearestMode.Floor, [1, 1, 2, 2]), x.Type, [1, 2, 12, 12], a));
        YoloGenException e = Assert.Throws<YoloGenException>(() => OnnxExporter.Export(builder.Build()));
        Assert.Equal(2, e.Diagnostics.Count);
        Assert.All(e.Diagnostics, d => Assert.Equal(DiagnosticCodes.UnsupportedForm, d.Code));
    }

    /// <summary>Windows larger than their input, which ONNX Runtime refuses.</summary>
    private static bool LeavesInput(Node node)
    {
        Window2D? w = node.Op switch { Conv op => op.Window, MaxPool op => op.Window, AveragePool op => op.Window, _ => null };
        return w is not null && (node.Input(0).Shape[2] + w.PadTop + w.PadBottom < w.KernelH || node.Input(0).Shape[3] + w.PadLeft + w.PadRight < w.KernelW);
    }

    private static IReadOnlyDictionary<string, TensorData> Run(byte[] model, IReadOnlyDictionary<string, TensorData> inputs)
    {
        using InferenceSession session = OrtReference.Open(model);
        return OrtReference.Run(session, inputs);
    }

    private static void AssertClose(IReadOnlyDictionary<string, TensorData> expected, IReadOnlyDictionary<string, TensorData> found, float tolerance)
    {
        Assert.Equal(expected.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        foreach ((string name, TensorData e) in expected)
        {
            Assert.Equal(e.Shape, found[name].Shape);
            if (e.Type != ElementType.Float32)
            {
                Assert.Equal(e.Values, found[name].Values);
                continue;
            }

            float largest = e.Floats.Select(MathF.Abs).DefaultIfEmpty(0).Max();
            float worst = e.Floats.Zip(found[name].Floats, (a, b) => MathF.Abs(a - b)).DefaultIfEmpty(0).Max();
            Assert.True(worst <= tolerance * MathF.Max(largest, 1), $"'{name}' differs by {worst} of {largest}");
        }
    }
}
