using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

public class ElementwiseImportTests
{
    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Celu")]
    [InlineData("Selu")]
    [InlineData("ThresholdedRelu")]
    [InlineData("Sigmoid")]
    [InlineData("HardSigmoid")]
    [InlineData("HardSwish")]
    [InlineData("Mish", 18)]
    [InlineData("Gelu", 20)]
    [InlineData("Tanh")]
    [InlineData("Softplus")]
    [InlineData("Softsign")]
    [InlineData("Erf")]
    [InlineData("Exp")]
    [InlineData("Neg")]
    [InlineData("Abs")]
    [InlineData("Sign")]
    [InlineData("Floor")]
    [InlineData("Ceil")]
    [InlineData("Round")]
    [InlineData("Reciprocal")]
    public void One_input(string op, int opset = 17) => new OneNode(op, opset).In(2, 3, 5).Within(1e-3f).SameAsOrt();

    [Theory]
    [InlineData("LeakyRelu", "alpha")]
    [InlineData("Elu", "alpha")]
    [InlineData("Celu", "alpha")]
    [InlineData("Selu", "gamma")]
    [InlineData("ThresholdedRelu", "alpha")]
    [InlineData("HardSigmoid", "beta")]
    public void Attributes(string op, string attribute) => new OneNode(op).In(2, 3, 5).Attr(attribute, 0.3f).SameAsOrt();

    [Fact]
    public void Gelu_by_tanh() => new OneNode("Gelu", 20).In(2, 9).Attr("approximate", "tanh").SameAsOrt();

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    [InlineData("Min")]
    [InlineData("Max")]
    [InlineData("Equal")]
    [InlineData("Greater")]
    [InlineData("GreaterOrEqual")]
    [InlineData("Less")]
    [InlineData("LessOrEqual")]
    public void Two_inputs(string op) => new OneNode(op).In(2, 1, 5).In(3, 1).SameAsOrt();

    [Fact]
    public void Several_inputs()
    {
        new OneNode("Max").In(2, 1, 5).In(3, 1).In(5).SameAsOrt();
        new OneNode("Sum").In(2, 3).In(3).In(2, 1).SameAsOrt();
        new OneNode("Mean").In(2, 3).In(3).In(2, 1).SameAsOrt();
        new OneNode("Min").In(2, 3).SameAsOrt();
        new OneNode("PRelu").In(2, 3, 4).Weights([3, 1]).SameAsOrt();
        new OneNode("Where").In(new TensorData(Shape.Of(2, 1), [true, false])).In(2, 3).In(3).SameAsOrt();
        new OneNode("Mod").In(new TensorData(Shape.Of(4), [7L, -7, 7, -7])).Const(3L, 3, -3, -3).SameAsOrt();
        new OneNode("Pow").In(new TensorData(Shape.Of(3), [1f, 2f, 0.5f])).Const(2f).SameAsOrt();
    }

    [Fact]
    public void Clip_in_every_opset()
    {
        new OneNode("Clip", 7).In(9).Attr("min", -0.5f).Attr("max", 1f).SameAsOrt();
        new OneNode("Clip", 10).In(9).Attr("max", 1f).SameAsOrt();
        new OneNode("Clip", 11).In(9).Scalar(-0.5f).SameAsOrt();
        new OneNode("Clip", 13).In(9).None().Scalar(0.5f).SameAsOrt();
        new OneNode("Clip", 13).In(new TensorData(Shape.Of(3), [1L << 40, -5, 2])).Scalar(0L).Scalar((1L << 40) - 1).SameAsOrt();
        new OneNode("Clip", 13).In(9).In(new TensorData(Shape.Scalar, [0.25f])).SameAsOrt();
    }

    [Theory]
    [InlineData(11, 1)]
    [InlineData(11, 2)]
    [InlineData(11, -1)]
    [InlineData(13, 1)]
    [InlineData(13, -1)]
    public void Softmax(int opset, int axis)
    {
        new OneNode("Softmax", opset).In(2, 3, 4).Attr("axis", axis).SameAsOrt();
        new OneNode("LogSoftmax", opset).In(2, 3, 4).Attr("axis", axis).SameAsOrt();
    }

    [Fact]
    public void Softmax_by_default()
    {
        new OneNode("Softmax", 9).In(2, 3, 4).SameAsOrt();
        new OneNode("Softmax", 13).In(2, 3, 4).SameAsOrt();
    }

    [Fact]
    public void Normalization_and_products()
    {
        new OneNode("BatchNormalization").In(2, 3, 4, 4).Weights([3]).Weights([3]).Weights([3]).Weights([3]).Attr("epsilon", 0.01f).SameAsOrt();
        new OneNode("Gemm").In(2, 3).Weights([4, 3]).Weights([4]).Attr("transB", 1).Attr("alpha", 0.5f).Attr("beta", 2f).SameAsOrt();
        new OneNode("Gemm", 11).In(3, 2).Weights([3, 4]).Attr("transA", 1).SameAsOrt();
    }

    [Theory]
    [InlineData(new long[] { 2, 3 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 5, 2, 3 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 5, 1, 2, 3 }, new long[] { 6, 3, 4 })]
    [InlineData(new long[] { 3 }, new long[] { 3, 4 })]
    [InlineData(new long[] { 2, 3 }, new long[] { 3 })]
    [InlineData(new long[] { 3 }, new long[] { 3 })]
    [InlineData(new long[] { 3 }, new long[] { 5, 3, 4 })]
    public void MatMul(long[] a, long[] b) => new OneNode("MatMul").In(a).In(b).SameAsOrt();

    [Theory]
    [InlineData(10)]
    [InlineData(16)]
    public void Half_precision_constants_are_numbers(int opset)
    {
        OnnxModel model = new OnnxModelBuilder(opset).Input("x", OnnxDataType.Float16, 2)
            .Initializer(OnnxModelBuilder.Tensor("c", [2], [(Half)0.5f, (Half)3f]))
            .Node("Add", ["x", "c"], ["y"]).Output("y", OnnxDataType.Float16, 2).Build();
        NetworkGraph graph = Compiler.Import.Importer.Import(model);
        Assert.Equal(ElementType.Float32, graph.Outputs[0].Type);
        Assert.Equal([0.5f, 3], graph.Nodes[0].Input(1).Constant!.Floats);
    }
}
