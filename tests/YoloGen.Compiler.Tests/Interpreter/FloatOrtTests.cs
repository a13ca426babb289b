using Xunit;
using YoloGen.Compiler.Tests.Import;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>Float operators of the interpreter against ONNX Runtime: within 1e-5 of the value, or of 1 where that is larger.</summary>
public sealed class FloatOrtTests
{
    private static readonly long[] Pads = [1, 0, 1, 2];

    [Theory]
    [InlineData("Relu")]
    [InlineData("Sigmoid")]
    [InlineData("Tanh")]
    [InlineData("Softplus")]
    [InlineData("Erf")]
    [InlineData("Exp")]
    [InlineData("HardSwish")]
    [InlineData("Mish")]
    [InlineData("Floor")]
    [InlineData("Ceil")]
    [InlineData("Round")]
    [InlineData("Neg")]
    [InlineData("Abs")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("HardSigmoid")]
    public void Functions(string op) => new OneNode(op, 18).In(4, 333).Within(1e-5f).SameAsOrt();

    [Theory]
    [InlineData("Sqrt")]
    [InlineData("Log")]
    [InlineData("Reciprocal")]
    public void Functions_of_positive_numbers(string op) => new OneNode(op).Weights([9]).Within(1e-5f).SameAsOrt();

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Min")]
    [InlineData("Max")]
    public void Two_operands(string op) => new OneNode(op).In(2, 5, 1, 7).In(5, 3, 1).Within(1e-5f).SameAsOrt();

    [Fact]
    public void Division_and_powers()
    {
        new OneNode("Div").In(2, 5, 7).Weights([5, 1]).Within(1e-5f).SameAsOrt();
        new OneNode("Pow").In(2, 5, 7).Const(2f).Within(1e-5f).SameAsOrt();
        new OneNode("PRelu").In(2, 5, 7).Weights([5, 1]).Within(1e-5f).SameAsOrt();
    }

    [Theory]
    [InlineData(1, 3, 1, 1)]
    [InlineData(2, 3, 2, 1)]
    [InlineData(4, 3, 1, 2)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(8, 5, 2, 1)]
    public void Convolution(int group, int kernel, int stride, int dilation)
        => new OneNode("Conv").In(2, 8, 13, 12).Weights([16, 8 / group, kernel, kernel]).Weights([16])
            .Attr("group", (long)group).Attr("strides", new long[] { stride, 1 }).Attr("dilations", new long[] { 1, dilation }).Attr("pads", Pads).Within(1e-5f).SameAsOrt();

    [Theory]
    [InlineData(1, 2)]
    [InlineData(2, 3)]
    public void Transposed_convolution(int group, int stride)
        => new OneNode("ConvTranspose").In(1, 4, 6, 5).Weights([4, 3, 3, 4]).Weights([3 * group])
            .Attr("group", (long)group).Attr("strides", new long[] { stride, 2 }).Attr("pads", Pads).Within(1e-5f).SameAsOrt();

    [Fact]
    public void Products()
    {
        new OneNode("MatMul").In(2, 1, 5, 30).In(3, 30, 9).Within(1e-5f).SameAsOrt();
        new OneNode("MatMul").In(30).In(3, 30, 9).Within(1e-5f).SameAsOrt();
        new OneNode("Gemm").In(30, 5).In(9, 30).In(1, 9).Attr("transA", 1L).Attr("transB", 1L).Attr("alpha", 0.7f).Attr("beta", 0.3f).Within(1e-5f).SameAsOrt();
        new OneNode("BatchNormalization").In(2, 5, 4, 3).Weights([5]).Weights([5]).Weights([5]).Weights([5]).Within(1e-5f).SameAsOrt();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public void Softmax(int axis) => new OneNode("Softmax").In(2, 5, 3, 70).Attr("axis", (long)axis).Within(1e-5f).SameAsOrt();

    [Theory]
    [InlineData("AveragePool", 0)]
    [InlineData("AveragePool", 1)]
    [InlineData("MaxPool", 0)]
    public void Pools(string op, long include)
    {
        OneNode node = new OneNode(op).In(2, 3, 11, 12).Attr("kernel_shape", new long[] { 3, 4 }).Attr("strides", new long[] { 2, 3 }).Attr("pads", Pads).Attr("ceil_mode", 1L);
        (op == "AveragePool" ? node.Attr("count_include_pad", include) : node).Within(1e-5f).SameAsOrt();
    }

    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceProd")]
    [InlineData("ReduceL2")]
    public void Reductions(string op)
    {
        OneNode node = new OneNode(op).In(2, 3, 4, 5);
        (op == "ReduceSum" ? node.Const(1L, 3L) : node.Attr("axes", new long[] { 1, 3 })).Within(1e-5f).SameAsOrt();
    }

    [Theory]
    [InlineData("nearest", "asymmetric")]
    [InlineData("nearest", "half_pixel")]
    [InlineData("linear", "half_pixel")]
    [InlineData("linear", "align_corners")]
    [InlineData("linear", "asymmetric")]
    [InlineData("linear", "pytorch_half_pixel")]
    [InlineData("cubic", "half_pixel")]
    public void Resizing(string mode, string coordinates)
        => new OneNode("Resize").In(1, 3, 7, 6).None().Const(1f, 1f, 2f, 1.5f).Attr("mode", mode).Attr("coordinate_transformation_mode", coordinates).Within(1e-5f).SameAsOrt();
}
