using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Execution;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class ThinPathTests
{
    [Fact]
    public void Float_convolution_with_activation()
    {
        var b = new GraphBuilder();
        Tensor x = b.Input(1, 3, 13, 17);
        Tensor y = b.Conv(x, 20, GraphBuilder.Window(3, 2, 1), activation: new Unary(UnaryKind.Relu));
        b.Output(b.Conv(y, 9, GraphBuilder.Window(1)));
        EmittedCheck.Run(b);
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Quantized_convolution_between_quantize_and_dequantize(ElementType type)
    {
        var b = new GraphBuilder();
        int zero = type == ElementType.UInt8 ? 113 : -9;
        var q = new QuantParams(type, 0.02f, zero);
        var r = new QuantParams(type, 0.03f, zero + 3);
        Tensor x = b.Input(1, 3, 19, 15);
        Tensor xq = b.Add(new QuantizeLinear(q), type, [.. x.Shape.Dims], x);
        Tensor y = b.QConv(xq, 20, GraphBuilder.Window(3, 2, 1), q, r);
        Tensor z = b.Same(new Lookup([.. Enumerable.Range(0, 256).Select(i => (byte)(i ^ 5))], "Test"), y);
        Tensor w = b.QConv(z, 33, GraphBuilder.Window(3, 1, 1), r, q);
        b.Output(b.Add(new DequantizeLinear(q), ElementType.Float32, [.. w.Shape.Dims], w));
        EmittedCheck.Run(b);
    }

    [Theory]
    [InlineData("portable,avx2,vnni,neon,dot")]
    [InlineData("portable")]
    [InlineData("neon")]
    [InlineData("dot")]
    [InlineData("avx2")]
    public void Stand_alone_source_builds_without_warnings(string instructionSets)
    {
        var b = new GraphBuilder();
        Tensor x = b.Input(1, 3, 8, 8);
        b.Output(b.Conv(x, 4, GraphBuilder.Window(3, 1, 1)));
        var planned = Compiler.Planning.Planner.Plan(b.Build(), EmittedCheck.Options);
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan, standAlone: true, instructionSets.Split(','));
        using EmittedDetector detector = assembly.Create(planned.Weights);
        detector.Access.Run();
    }
}
