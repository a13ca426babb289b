using Microsoft.ML.OnnxRuntime;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Onnx;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.Import;

public class ModelImportTests
{
    [Theory]
    [InlineData("models")]
    [InlineData("peers")]
    public void Every_tensor_has_the_shape_that_OnnxRuntime_infers(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(SharedData.Require(folder), "*.onnx").Order(StringComparer.Ordinal))
        {
            NetworkGraph graph = Importer.Import(OnnxReader.Read(path));
            Dictionary<string, string> expected = InferredShapes(OnnxReader.Read(path));
            int compared = 0;
            foreach (Tensor tensor in graph.Nodes.SelectMany(n => n.Outputs).Concat(graph.Outputs))
            {
                if (expected.TryGetValue(tensor.Name, out string? shape))
                {
                    Assert.True(shape == string.Join('x', tensor.Shape.Dims), $"{path}: {tensor} instead of {shape}");
                    compared++;
                }
            }

            Assert.True(compared >= graph.Nodes.Count / 2, $"{path}: only {compared} shapes compared");
        }
    }

    [Fact]
    public void Importing_twice_gives_the_same_graph()
    {
        string path = SharedData.Require("models", "yolov8n_plate_640_dynamic.onnx");
        Assert.Equal(Text(Importer.Import(OnnxReader.Read(path))), Text(Importer.Import(OnnxReader.Read(path))));
    }

    [Fact]
    public void Shape_arithmetic_disappears()
    {
        NetworkGraph graph = Importer.Import(OnnxReader.Read(SharedData.Require("models", "ultraface_rfb_320.onnx")));
        Assert.DoesNotContain(graph.Nodes, n => n.Outputs.Any(o => o.Type == ElementType.Int64));
    }

    private static string Text(NetworkGraph graph) => string.Join('\n', graph.Nodes.Select(n => $"{n.Op} {string.Join(",", n.Inputs)} -> {string.Join(",", n.Outputs)}"));

    /// <summary>Static shapes of all tensors: ONNX Runtime tells those of outputs, so every tensor becomes one.</summary>
    private static Dictionary<string, string> InferredShapes(OnnxModel model)
    {
        foreach (OnnxValueInfo input in model.Graph.Inputs)
        {
            input.Dims = [.. input.Dims!.Select(d => d with { Value = d.Value ?? 1 })];
        }

        var known = model.Graph.Outputs.Select(o => o.Name).ToHashSet(StringComparer.Ordinal);
        foreach (string name in model.Graph.Nodes.SelectMany(n => n.Outputs).Where(o => o.Length > 0 && known.Add(o)))
        {
            model.Graph.Outputs.Add(new OnnxValueInfo { Name = name });
        }

        model.Graph.ValueInfos.Clear();
        using InferenceSession session = OrtReference.Open(model);
        return session.OutputMetadata.Where(o => o.Value.IsTensor && o.Value.Dimensions.Length > 0 && o.Value.Dimensions.All(d => d >= 0))
            .ToDictionary(o => o.Key, o => string.Join('x', o.Value.Dimensions), StringComparer.Ordinal);
    }
}
