using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>Operators that are a loop of the support code.</summary>
public class LoopOperatorTests
{
    [Theory]
    [InlineData(0, 0, new[] { 1f, 3, 6, 10 })]
    [InlineData(1, 0, new[] { 0f, 1, 3, 6 })]
    [InlineData(0, 1, new[] { 10f, 9, 7, 4 })]
    [InlineData(1, 1, new[] { 9f, 7, 4, 0 })]
    public void Running_sums(int exclusive, int reverse, float[] expected)
        => Assert.Equal(expected, Floats(new OneNode("CumSum").Const(1, 2, 3, 4f).Scalar(0L).Attr("exclusive", exclusive).Attr("reverse", reverse)));

    [Fact]
    public void Running_sums_of_columns_and_products_wrap_as_their_type_does()
    {
        new OneNode("CumSum").In(2, 3, 4).Scalar(-2L).SameAsOrt();
        NetworkGraph graph = new OneNode("CumProd", 26).Const(OnnxModelBuilder.Tensor("", [3], new[] { 1 << 20, 1 << 20, 3 })).Scalar(0L).Import();
        Assert.Equal([1 << 20, 0, 0], graph.Outputs[0].Constant!.Ints);
    }

    /// <summary>Best first; of equal ones the first, for the smallest too.</summary>
    [Theory]
    [InlineData(1, new[] { 5L, 1, 3 })]
    [InlineData(0, new[] { 4L, 0, 2 })]
    public void The_first_of_equal_ones_is_better(int largest, long[] expected)
    {
        NetworkGraph graph = new OneNode("TopK").Const(1f, 7, 1, 7, -2, 9).Const(3L).Attr("largest", largest).Outputs(2).Import();
        Assert.Equal(expected, graph.Outputs[1].Constant!.Longs);
    }

    /// <summary>Against a sort, for every number of elements that are asked for.</summary>
    [Fact]
    public void TopK_is_the_front_of_a_stable_sort()
    {
        var random = new Random(3);
        for (int k = 1; k <= 40; k++)
        {
            float[] x = [.. Enumerable.Range(0, 40).Select(_ => (float)random.Next(12))];
            long[] sorted = [.. Enumerable.Range(0, 40).OrderByDescending(i => x[i]).Take(k).Select(i => (long)i)];
            NetworkGraph graph = new OneNode("TopK").Const(x).Const((long)k).Outputs(2).Import();
            Assert.Equal(sorted, graph.Outputs[1].Constant!.Longs);
            Assert.Equal(sorted.Select(i => x[i]), graph.Outputs[0].Constant!.Floats);
        }
    }

    [Fact]
    public void TopK_in_every_opset()
    {
        new OneNode("TopK", 9).In(3, 5, 2).Attr("k", 2).Attr("axis", 1).Outputs(2).SameAsOrt();
        new OneNode("TopK", 10).In(3, 5).Const(3L).Outputs(2).SameAsOrt();
        new OneNode("TopK").In(3, 5, 2).Const(2L).Attr("axis", -2).Attr("largest", 0).Attr("sorted", 1).Outputs(2).SameAsOrt();
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("TopK").In(3, 5).Const(6L).Outputs(2).Import());
        RefusalTests.Refused(DiagnosticCodes.NotConstant, () => new OneNode("TopK").In(3, 5).In(new TensorData(Shape.Of(1), [2L])).Outputs(2).Import());
    }

    [Theory]
    [InlineData("none")]
    [InlineData("add")]
    [InlineData("mul")]
    [InlineData("max")]
    [InlineData("min")]
    public void Scatters(string reduction)
    {
        new OneNode("ScatterElements", 18).In(3, 4).In(new TensorData(Shape.Of(2, 2), [2L, -2, -1, 0])).In(2, 2).Attr("axis", 1).Attr("reduction", reduction).SameAsOrt();
        new OneNode("ScatterND", 18).In(3, 4, 2).In(new TensorData(Shape.Of(2, 2), [0L, -1, 2, 1])).In(2, 2).Attr("reduction", reduction).SameAsOrt();
        new OneNode("ScatterND", 18).In(5).In(new TensorData(Shape.Of(2, 1), [4L, 0])).In(2).Attr("reduction", reduction).SameAsOrt();
    }

    /// <summary>The last of several updates of one place stays; sums take all.</summary>
    [Fact]
    public void Updates_come_in_their_order()
    {
        OneNode Node() => new OneNode("ScatterND", 18).Const(1f, 2, 3).Const(OnnxModelBuilder.Tensor("", [3, 1], [1L, 1, 0])).Const(10f, 20, 30);
        Assert.Equal([30f, 20, 3], Floats(Node()));
        Assert.Equal([31f, 32, 3], Floats(Node().Attr("reduction", "add")));
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("ScatterND", 18).Const(1f, 2, 3).Const(OnnxModelBuilder.Tensor("", [1, 1], [3L])).Const(1f).Import());
    }

    private static float[] Floats(OneNode node) => node.Import().Outputs[0].Constant!.Floats;
}
