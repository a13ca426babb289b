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
    /// <summary>With equal scales and 256 pixels every 256th sum lies between two bytes, where the last bits of ONNX Runtime's floats decide: a step, no fault of either.</summary>
    [Fact]
    public void Verify_allows_a_step_where_a_mean_lies_between_two_bytes()
    {
        const int Channels = 2048, Side = 16;
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

    /// <summary>Exact arithmetic on bytes: 255 pixels of 10 and one of 138 have the mean 10.5, which is the even 10; one of 139 makes it 11.</summary>
    [Theory]
    [InlineData(138, 10)]
    [InlineData(139, 11)]
    public void Means_are_those_of_exact_sums(byte last, byte expected)
    {
        OnnxModel model = new OnnxModelBuilder(17).Input("x", OnnxDataType.UInt8, 1, 1, 16, 16).Initializer(OnnxModelBuilder.Tensor("s", [], [0.0371f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)0]))
            .Node("DequantizeLinear", ["x", "s", "z"], ["fx"]).Node("ReduceMean", ["fx"], ["f"], ("axes", new long[] { 2, 3 })).Node("QuantizeLinear", ["f", "s", "z"], ["y"])
            .Output("y", OnnxDataType.UInt8, 1, 1, 1, 1).Build();
        var feed = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(1, 1, 16, 16), [.. Enumerable.Repeat((byte)10, 255), last]) };
        Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(PassList.Run(Importer.Import(model)), feed)["y"].Bytes[0]);
    }
}
