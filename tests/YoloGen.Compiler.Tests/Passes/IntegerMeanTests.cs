using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Onnx;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>The mean of a map between Dequantize and Quantize, in integers: exact, where ONNX Runtime adds floats.</summary>
public sealed class IntegerMeanTests
{
    /// <summary>With equal scales and 1,024 pixels every 1,024th sum lies between two bytes, where the last bits of ONNX Runtime's floats decide: a step, no fault of either.</summary>
    [Fact]
    public void Verify_allows_a_step_where_a_mean_lies_between_two_bytes()
    {
        const int Channels = 2048, Side = 32;
        string path = Path.Combine(Directory.CreateTempSubdirectory().FullName, "mean.onnx");
        try
        {
            OnnxWriter.Write(
                new OnnxModelBuilder(17).Input("x", OnnxDataType.UInt8, 1, Channels, Side, Side).Initializer(OnnxModelBuilder.Tensor("s", [], [0.0371f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)103]))
                    .Node("DequantizeLinear", ["x", "s", "z"], ["fx"]).Node("ReduceMean", ["fx"], ["f"], ("axes", new long[] { 2, 3 })).Node("QuantizeLinear", ["f", "s", "z"], ["y"])
                    .Output("y", OnnxDataType.UInt8, 1, Channels, 1, 1).Build(),
                path);
            NetworkGraph graph = PassList.Run(Importer.Import(OnnxReader.Read(path)));
            Assert.Contains(graph.Nodes, n => n.Op is QGlobalAveragePool);
            VerificationReport report = Verifier.Run(path, new VerifyOptions { InstructionSets = [null, "portable"] });
            Assert.True(report.Passed, report.FirstProblem);
        }
        finally
        {
            Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        }
    }

    /// <summary>Exact arithmetic on bytes: half of 1,024 pixels 10 and half 11 have the mean 10.5, which is the even 10; one more of 11 makes it 11. Small maps stay in floats.</summary>
    [Theory]
    [InlineData(32, 512, true, 10)]
    [InlineData(32, 513, true, 11)]
    [InlineData(16, 129, false, 11)]
    public void Means_are_those_of_exact_sums(int side, int elevens, bool integer, byte expected)
    {
        OnnxModel model = new OnnxModelBuilder(17).Input("x", OnnxDataType.UInt8, 1, 1, side, side).Initializer(OnnxModelBuilder.Tensor("s", [], [0.0371f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)0]))
            .Node("DequantizeLinear", ["x", "s", "z"], ["fx"]).Node("ReduceMean", ["fx"], ["f"], ("axes", new long[] { 2, 3 })).Node("QuantizeLinear", ["f", "s", "z"], ["y"])
            .Output("y", OnnxDataType.UInt8, 1, 1, 1, 1).Build();
        var feed = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(1, 1, side, side), [.. Enumerable.Range(0, side * side).Select(i => (byte)(i < elevens ? 11 : 10))]) };
        NetworkGraph graph = PassList.Run(Importer.Import(model));
        Assert.Equal(integer, graph.Nodes.Any(n => n.Op is QGlobalAveragePool));
        Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(graph, feed)["y"].Bytes[0]);
    }
}
