using Xunit;
using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>The reference's products are exact on every processor: uint8 times int8 sums of which each pair leaves 16 bits (255 * 127 * 2 = 64,770).</summary>
public class UnsignedWeightsTests
{
    private const int Depth = 24;
    private const int Exact = Depth * 255 * 127;

    private static readonly TensorData Row = new(Shape.Of(1, Depth), Enumerable.Repeat((byte)255, Depth).ToArray());
    private static readonly sbyte[] Weights = [.. Enumerable.Repeat((sbyte)127, Depth)];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Integer_products_do_not_saturate(bool zeroPoints)
    {
        OneNode node = new OneNode("MatMulInteger").In(Row).Const(Onnx.OnnxModelBuilder.Tensor("", [Depth, 1], Weights));
        node = zeroPoints ? node.Scalar((byte)0).Scalar((sbyte)0) : node;
        Assert.Equal([Exact], OrtReference.Run(node.Model(), Inputs(Row))["y0"].Ints);
    }

    [Fact]
    public void Quantized_products_do_not_saturate()
    {
        OneNode node = new OneNode("QLinearMatMul").In(Row).Scalar(1f).Scalar((byte)0)
            .Const(Onnx.OnnxModelBuilder.Tensor("", [Depth, 1], Weights)).Scalar(1f).Scalar((sbyte)0).Scalar(Exact / 200f).Scalar((byte)0);
        Assert.Equal([(byte)200], OrtReference.Run(node.Model(), Inputs(Row))["y0"].Bytes);
    }

    [Fact]
    public void Quantized_convolutions_do_not_saturate()
    {
        var pixel = new TensorData(Shape.Of(1, Depth, 1, 1), Row.Bytes);
        OneNode node = new OneNode("QLinearConv").In(pixel).Scalar(1f).Scalar((byte)0)
            .Const(Onnx.OnnxModelBuilder.Tensor("", [1, Depth, 1, 1], Weights)).Scalar(1f).Scalar((sbyte)0).Scalar(Exact / 200f).Scalar((byte)0);
        Assert.Equal([(byte)200], OrtReference.Run(node.Model(), Inputs(pixel))["y0"].Bytes);
    }

    private static Dictionary<string, TensorData> Inputs(TensorData value) => new(StringComparer.Ordinal) { ["x0"] = value };
}
