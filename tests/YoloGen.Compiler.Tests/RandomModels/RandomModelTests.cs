using CsCheck;
using Microsoft.ML.OnnxRuntime;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Onnx;
using YoloGen.Verification.Reference;

namespace YoloGen.Compiler.Tests.RandomModels;

/// <summary>Random small networks against ONNX Runtime as it is judged by: importer, passes and interpreter together.</summary>
public class RandomModelTests
{
    private static readonly Gen<int> Seeds = Gen.Int[0, 1_000_000];

    [Fact]
    public void Float_networks_stay_within_1e_4_of_the_largest_value() => Seeds.Sample(
        seed =>
        {
            OnnxModel model = RandomModel.Build(seed, exact: false);
            IReadOnlyDictionary<string, TensorData> inputs = Input(model, seed), expected = Ort(model, inputs);
            NetworkGraph graph = Importer.Import(model);
            foreach (NetworkGraph stage in (NetworkGraph[])[graph, PassList.Run(graph)])
            {
                foreach ((string name, TensorData value) in Compiler.Interpreter.Interpreter.Run(stage, inputs))
                {
                    Close(expected[name], value, $"seed {seed}, {name}");
                }
            }
        },
        iter: 60,
        threads: 1);

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Quantized_networks_are_equal_bit_for_bit(ElementType type) => Seeds.Sample(
        seed =>
        {
            OnnxModel model = RandomModel.Build(seed, exact: true);
            IReadOnlyDictionary<string, TensorData> inputs = Input(model, seed);
            QdqModel.Quantize(model, AllValues(model, inputs), seed, type);
            IReadOnlyDictionary<string, TensorData> expected = Ort(model, inputs);
            NetworkGraph graph = PassList.Run(Importer.Import(model));
            foreach ((string name, TensorData value) in Compiler.Interpreter.Interpreter.Run(graph, inputs))
            {
                int at = expected[name].Floats.AsSpan().CommonPrefixLength(value.Floats);
                Assert.True(at == value.Floats.Length, at == value.Floats.Length ? "" : $"seed {seed}, {name}, element {at}: {value.Floats[at]:R} instead of {expected[name].Floats[at]:R}");
            }
        },
        iter: 60,
        threads: 1);

    internal static Dictionary<string, TensorData> Input(OnnxModel model, int seed)
    {
        var random = new Random(seed);
        Shape shape = Shape.Of([.. model.Graph.Inputs[0].Dims!.Select(d => (int)d.Value!.Value)]);
        float[] values = [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)((random.NextDouble() * 4) - 2))];
        return new Dictionary<string, TensorData>(StringComparer.Ordinal) { ["x"] = new(shape, values) };
    }

    private static IReadOnlyDictionary<string, TensorData> Ort(OnnxModel model, IReadOnlyDictionary<string, TensorData> inputs)
    {
        using InferenceSession session = OrtReference.Open(OnnxWriter.ToBytes(model));
        return OrtReference.Run(session, inputs);
    }

    /// <summary>Every tensor of the float model, for ranges.</summary>
    internal static IReadOnlyDictionary<string, TensorData> AllValues(OnnxModel model, IReadOnlyDictionary<string, TensorData> inputs)
    {
        OnnxValueInfo[] outputs = [.. model.Graph.Outputs];
        model.Graph.Outputs.Clear();
        model.Graph.Outputs.AddRange(model.Graph.Nodes.Select(n => new OnnxValueInfo { Name = n.Outputs[0] }));
        var values = new Dictionary<string, TensorData>(inputs.Concat(Import.OrtReference.Run(model, inputs)), StringComparer.Ordinal);
        model.Graph.Outputs.Clear();
        model.Graph.Outputs.AddRange(outputs);
        return values;
    }

    private static void Close(TensorData expected, TensorData found, string where)
    {
        Assert.Equal(expected.Shape, found.Shape);
        float largest = Math.Max(1e-3f, expected.Floats.Max(MathF.Abs));
        for (int i = 0; i < expected.Floats.Length; i++)
        {
            Assert.True(Math.Abs(expected.Floats[i] - found.Floats[i]) <= 1e-4f * largest, $"{where}, element {i}: {found.Floats[i]} instead of {expected.Floats[i]}");
        }
    }
}
