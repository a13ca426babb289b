using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Detection;
using YoloGen.Quantization.Calibration;
using YoloGen.Quantization.Equalization;
using YoloGen.Vision;

namespace YoloGen.Quantization.Tests;

public sealed class EqualizerTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-equalize-").FullName;

    [Theory]
    [InlineData(null, -0.5f)]
    [InlineData(UnaryKind.Relu, 0.5f)]
    [InlineData(UnaryKind.LeakyRelu, -8f)]
    public void Channels_before_a_depthwise_convolution_get_one_range_and_the_network_stays_what_it_was(UnaryKind? activation, float last)
    {
        var network = new SmallNetwork();
        Tensor wild = network.Scaled("wild", network.Photo, 1, 100, last);
        Tensor read = activation is { } kind ? network.Unary("activation", kind, 0.125f, wild) : wild;
        NetworkGraph graph = network.Graph(network.Scaled("last", network.Depthwise("depthwise", read, 2, 3, 4), 1, 1));
        NetworkGraph equalized = Run(graph);
        float[] largest = [.. Channels(Values(equalized)[read.Name]).Select(c => c.Max(MathF.Abs))];
        Assert.All(largest, m => Assert.Equal(largest[1], m, 1e-3f * largest[1]));
        Same(graph, equalized);
    }

    [Fact]
    public void Channels_before_other_convolutions_meet_in_the_middle()
    {
        var network = new SmallNetwork();
        Tensor wild = network.Scaled("wild", network.Photo, 1, 100, 4);
        NetworkGraph graph = network.Graph(network.Scaled("last", wild, 1, 1, 1));
        NetworkGraph equalized = Run(graph);
        float[] before = [.. Channels(Values(graph)["wild"]).Select(c => c.Max())], after = [.. Channels(Values(equalized)["wild"]).Select(c => c.Max())];

        // Ranges 1 : 100 : 4 meet weights of one size: divided by the square root of that.
        Assert.Equal(after[1] / 10, after[0], 1e-3f * after[1]);
        Assert.Equal(after[1] / 5, after[2], 1e-3f * after[1]);
        Assert.Equal(before[1], after[1], 1e-4f * before[1]);
        Same(graph, equalized);
    }

    [Fact]
    public void Factors_go_through_pooling_to_every_reader()
    {
        var network = new SmallNetwork();
        Tensor wild = network.Scaled("wild", network.Photo, 1, 100, 4);
        Tensor pooled = network.MaxPool("pooled", wild);
        NetworkGraph graph = network.Graph(network.Depthwise("depthwise", pooled, 2, 3, 4), network.Depthwise("other", wild, 1, 2, 3));
        EqualizedTensor found = Assert.Single(EqualizedTensor.All(graph));
        Assert.Equal(["depthwise", "other"], found.Readers.Select(r => r.Name).Order(StringComparer.Ordinal));
        NetworkGraph equalized = Run(graph);
        float[] largest = [.. Channels(Values(equalized)["wild"]).Select(c => c.Max())];
        Assert.All(largest, m => Assert.Equal(largest[1], m, 1e-3f * largest[1]));
        Same(graph, equalized);

        // Once pooled values go out as they are, nothing may change.
        Assert.Empty(EqualizedTensor.All(graph with { Outputs = [.. graph.Outputs, pooled] }));
    }

    [Fact]
    public void Outputs_and_what_others_read_keep_their_scale()
    {
        var network = new SmallNetwork();
        Tensor output = network.Scaled("output", network.Photo, 1, 100, 4);
        Tensor gated = network.Scaled("gated", network.Photo, 1, 100, 4);
        NetworkGraph graph = network.Graph(output, network.Scaled("next", output, 1, 1), network.Scaled("last", network.Silu("silu", gated), 1, 1));
        Assert.Empty(EqualizedTensor.All(graph));
        Assert.Same(graph, Run(graph));
    }

    [Fact]
    public void A_channel_that_is_always_zero_stays_finite()
    {
        var network = new SmallNetwork();
        Tensor wild = network.Scaled("wild", network.Photo, 1, 0, 4);
        NetworkGraph graph = network.Graph(network.Scaled("last", network.Depthwise("depthwise", wild, 2, 3, 0), 1, 1));
        NetworkGraph equalized = Run(graph);
        Assert.All(equalized.Nodes.SelectMany(n => n.Inputs).Where(i => i!.IsConstant), i => Assert.All(i!.Constant!.Floats, v => Assert.True(float.IsFinite(v))));
        Same(graph, equalized);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private NetworkGraph Run(NetworkGraph graph)
    {
        string path = Path.Combine(_folder, "photo.png");
        byte[] rgb = [.. Enumerable.Range(0, 192).Select(i => (byte)(i < 3 ? 255 : i * 37 % 256))];
        File.WriteAllBytes(path, PhotoWriter.Encode(new Photo(8, 8, rgb), jpeg: false));
        return Equalizer.Run(graph, CalibrationInput.Of(graph, HeadOptions.None), [path], threads: 1);
    }

    private static void Same(NetworkGraph before, NetworkGraph after)
    {
        Dictionary<string, float[]> a = Values(before), b = Values(after);
        foreach (Tensor output in before.Outputs)
        {
            float largest = a[output.Name].Max(MathF.Abs);
            Assert.All(a[output.Name].Zip(b[output.Name]), p => Assert.Equal(p.First, p.Second, 1e-5f * largest));
        }
    }

    /// <summary>Every tensor of a network for a photo whose channels all reach 1, as does the one on disk.</summary>
    private static Dictionary<string, float[]> Values(NetworkGraph graph)
    {
        var values = new Dictionary<Tensor, TensorData>(ReferenceEqualityComparer.Instance)
        {
            [graph.Inputs[0]] = new(graph.Inputs[0].Shape, [.. Enumerable.Range(0, 192).Select(i => i % 64 == 7 ? 1 : i * 37 % 256 / 256f)]),
        };
        foreach (Node node in graph.Nodes)
        {
            values[node.Output] = Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i!.Constant ?? values[i])])[0];
        }

        return values.ToDictionary(v => v.Key.Name, v => v.Value.Floats);
    }

    private static IEnumerable<float[]> Channels(float[] values) => values.Chunk(64);
}
