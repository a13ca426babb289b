using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

public class QuantizedImportTests
{
    [Fact]
    public void Quantize_and_dequantize()
    {
        new OneNode("QuantizeLinear", 10).In(2, 3).Scalar(0.02f).Scalar((byte)128).SameAsOrt();
        new OneNode("QuantizeLinear", 13).In(2, 3).Const(0.02f, 0.03f, 0.01f).Const(OnnxModelBuilder.Tensor("", [3], [(sbyte)1, (sbyte)0, (sbyte)-3])).Attr("axis", -1).SameAsOrt();
        new OneNode("QuantizeLinear", 13).In(2, 3).Scalar(0.02f).SameAsOrt();
        new OneNode("QuantizeLinear", 21).In(2, 3).Scalar(0.02f).Attr("output_dtype", 3).SameAsOrt();
        new OneNode("DequantizeLinear", 10).Bytes(ElementType.UInt8, 2, 3).Scalar(0.02f).Scalar((byte)128).SameAsOrt();
        new OneNode("DequantizeLinear", 13).Bytes(ElementType.Int8, 2, 3).Const(0.02f, 0.5f).Attr("axis", 0).SameAsOrt();
        new OneNode("com.microsoft:QuantizeLinear").In(2, 3).Scalar(0.02f).Scalar((sbyte)-4).SameAsOrt();
        new OneNode("com.microsoft:DequantizeLinear").Bytes(ElementType.Int8, 2, 3).Scalar(0.02f).Scalar((sbyte)-4).SameAsOrt();
    }

    [Fact]
    public void Dynamic_quantization()
    {
        new OneNode("DynamicQuantizeLinear").In(2, 3).Outputs(3).SameAsOrt();
        new OneNode("ConvInteger").Bytes(ElementType.UInt8, 1, 4, 6, 6).ConstBytes(ElementType.UInt8, 3, 4, 3, 3).In(new TensorData(Shape.Scalar, [(byte)131])).Scalar((byte)120)
            .Attr("pads", new[] { 1, 1, 1, 1 }).SameAsOrt();
        new OneNode("MatMulInteger").Bytes(ElementType.UInt8, 2, 3).ConstBytes(ElementType.Int8, 3, 4).Scalar((byte)7).SameAsOrt();
        new OneNode("com.microsoft:DynamicQuantizeMatMul").In(2, 3).ConstBytes(ElementType.Int8, 3, 4).Scalar(0.01f).Scalar((sbyte)2).Weights([4]).SameAsOrt();
        new OneNode("com.microsoft:MatMulIntegerToFloat").Bytes(ElementType.UInt8, 2, 3).ConstBytes(ElementType.Int8, 3, 4).Scalar(0.01f).Scalar(0.02f).Scalar((byte)3).SameAsOrt();
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Products(ElementType type)
    {
        Zero(Zero(Zero(new OneNode("QLinearConv").Bytes(type, 1, 4, 7, 6).Scalar(0.02f), type, 5)
            .ConstBytes(ElementType.Int8, 6, 2, 3, 3).Const(0.01f, 0.02f, 0.03f, 0.01f, 0.01f, 0.01f), ElementType.Int8, 0, 6)
            .Scalar(0.7f), type, 9).Const(OnnxModelBuilder.Tensor("", [6], [1, -2, 3, 400, 5, 6]))
            .Attr("group", 2).Attr("auto_pad", "SAME_UPPER").SameAsOrt();
        Zero(Zero(Zero(new OneNode("QLinearMatMul").Bytes(type, 2, 3).Scalar(0.02f), type, 5).ConstBytes(type, 3, 4).Scalar(0.01f), type, 4).Scalar(0.3f), type, 9).SameAsOrt();
    }

    [Fact]
    public void Gemm() => new OneNode("com.microsoft:QGemm").Bytes(ElementType.UInt8, 2, 3).Scalar(0.02f).Scalar((byte)4)
        .ConstBytes(ElementType.Int8, 4, 3).Scalar(0.01f).Scalar((sbyte)0).Const(OnnxModelBuilder.Tensor("", [4], [1, 2, 3, 4])).Scalar(0.3f).Scalar((byte)100)
        .Attr("transB", 1).SameAsOrt();

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Elementwise_and_pools(ElementType type)
    {
        foreach (string op in (string[])["QLinearAdd", "QLinearMul"])
        {
            Zero(Zero(Zero(new OneNode($"com.microsoft:{op}").Bytes(type, 2, 3, 4).Scalar(0.02f), type, 5).Bytes(type, 3, 1).Scalar(0.03f), type, 6).Scalar(0.04f), type, 7).SameAsOrt();
        }

        Pair(new OneNode("com.microsoft:QLinearSigmoid"), type, [2, 3]).Import();
        Pair(new OneNode("com.microsoft:QLinearLeakyRelu").Attr("alpha", 0.1f), type, [2, 128]).SameAsOrt();
        Pair(new OneNode("com.microsoft:QLinearSoftmax").Attr("opset", 17).Attr("axis", 1), type, [2, 3, 4]).Import();
        Pair(new OneNode("com.microsoft:QLinearSoftmax").Attr("opset", 11).Attr("axis", 1), type, [2, 3, 4]).Import();
        Pair(new OneNode("com.microsoft:QLinearAveragePool").Attr("kernel_shape", new[] { 3, 2 }).Attr("pads", new[] { 1, 0, 1, 1 }).Attr("ceil_mode", 1).Attr("strides", new[] { 2, 2 }), type, [1, 3, 7, 6]).SameAsOrt();
        Pair(new OneNode("com.microsoft:QLinearGlobalAveragePool").Attr("channels_last", 0), type, [1, 3, 7, 6]).SameAsOrt();
        Zero(Zero(Zero(new OneNode("com.microsoft:QLinearConcat").Attr("axis", 1).Scalar(0.04f), type, 7)
            .Bytes(type, 1, 2, 3).Scalar(0.02f), type, 3).Bytes(type, 1, 4, 3).Scalar(0.05f), type, 2).SameAsOrt();
    }

    private static OneNode Pair(OneNode node, ElementType type, long[] dims) => Zero(Zero(node.Bytes(type, dims).Scalar(0.03f), type, 5).Scalar(0.02f), type, 7);

    private static OneNode Zero(OneNode node, ElementType type, int zero, int count = 0)
    {
        long[] dims = count == 0 ? [] : [count];
        int n = Math.Max(1, count);
        return node.Const(type == ElementType.UInt8
            ? OnnxModelBuilder.Tensor("", dims, Enumerable.Repeat((byte)zero, n).ToArray())
            : OnnxModelBuilder.Tensor("", dims, Enumerable.Repeat((sbyte)zero, n).ToArray()));
    }
}
