using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

public class MovementImportTests
{
    [Theory]
    [InlineData(new[] { 0, -1 })]
    [InlineData(new[] { 2, 3, 20 })]
    [InlineData(new[] { -1 })]
    public void Reshape(int[] shape) => new OneNode("Reshape").In(2, 3, 4, 5).Const([.. shape.Select(d => (long)d)]).SameAsOrt();

    [Theory]
    [InlineData(1L, 9L, 1L)]
    [InlineData(-3L, long.MaxValue, 1L)]
    [InlineData(0L, 7L, 2L)]
    [InlineData(long.MaxValue, long.MinValue, -1L)]
    [InlineData(-2L, 0L, -2L)]
    [InlineData(5L, 2L, 1L)]
    [InlineData(3L, 3L, long.MaxValue)]
    [InlineData(0L, 7L, long.MaxValue)]
    public void Slice(long start, long end, long step)
        => new OneNode("Slice").In(2, 7, 3).Const(start, -1L).Const(end, long.MinValue).Const(1L, -1L).Const(step, -1L).SameAsOrt();

    [Fact]
    public void Slice_by_attributes()
        => new OneNode("Slice", 9).In(2, 7, 3).Attr("starts", new[] { 1L, -2 }).Attr("ends", new[] { long.MaxValue, -1 }).Attr("axes", new[] { 1, 2 }).SameAsOrt();

    [Fact]
    public void Split_in_every_opset()
    {
        new OneNode("Split", 11).In(2, 7).Attr("axis", 1).Attr("split", new[] { 3, 4 }).Outputs(2).SameAsOrt();
        new OneNode("Split", 11).In(2, 6).Attr("axis", -1).Outputs(3).SameAsOrt();
        new OneNode("Split", 13).In(2, 7).Const(2L, 5L).Attr("axis", 1).Outputs(2).SameAsOrt();
        new OneNode("Split", 18).In(2, 7).Attr("axis", 1).Attr("num_outputs", 3).Outputs(3).SameAsOrt();
    }

    [Fact]
    public void Axes_as_attribute_and_as_input()
    {
        new OneNode("Squeeze", 11).In(1, 3, 1, 5).Attr("axes", new[] { 0, -2 }).SameAsOrt();
        new OneNode("Squeeze", 13).In(1, 3, 1, 5).Const(2L).SameAsOrt();
        new OneNode("Squeeze", 13).In(1, 3, 1, 5).SameAsOrt();
        new OneNode("Unsqueeze", 11).In(3, 5).Attr("axes", new[] { 0, 3 }).SameAsOrt();
        new OneNode("Unsqueeze", 13).In(3, 5).Const(-1L, 1L).SameAsOrt();
        new OneNode("ReduceMean", 13).In(2, 3, 4).Attr("axes", new[] { 1 }).Attr("keepdims", 0).SameAsOrt();
        new OneNode("ReduceMean", 18).In(2, 3, 4).Const(-1L, 0L).SameAsOrt();
        new OneNode("ReduceMax", 18).In(2, 3, 4).SameAsOrt();
        new OneNode("ReduceSum", 13).In(2, 3, 4).Const(1L).Attr("keepdims", 0).SameAsOrt();
        new OneNode("ReduceSum", 11).In(2, 3, 4).Attr("axes", new[] { 2 }).SameAsOrt();
        new OneNode("ReduceL1").In(2, 3, 4).Attr("axes", new[] { 2 }).SameAsOrt();
        new OneNode("ReduceL2").In(2, 3, 4).Attr("axes", new[] { 2 }).SameAsOrt();
        new OneNode("ReduceSumSquare").In(2, 3, 4).Attr("axes", new[] { 0, 1 }).SameAsOrt();
        new OneNode("ReduceProd").In(2, 3, 4).Attr("axes", new[] { 1 }).SameAsOrt();
        new OneNode("ReduceMin").In(2, 3, 4).Attr("keepdims", 0).SameAsOrt();
    }

    [Fact]
    public void Flatten_and_transpose()
    {
        new OneNode("Flatten").In(2, 3, 4, 5).SameAsOrt();
        new OneNode("Flatten").In(2, 3, 4, 5).Attr("axis", 0).SameAsOrt();
        new OneNode("Flatten").In(2, 3, 4, 5).Attr("axis", -1).SameAsOrt();
        new OneNode("Flatten").In(2, 3, 4, 5).Attr("axis", 4).SameAsOrt();
        new OneNode("Transpose").In(2, 3, 4).SameAsOrt();
        new OneNode("Transpose").In(2, 3, 4).Attr("perm", new[] { 1, 0, 2 }).SameAsOrt();
    }

    [Fact]
    public void Concat_expand_tile()
    {
        new OneNode("Concat").In(2, 3, 4).In(2, 1, 4).In(2, 5, 4).Attr("axis", -2).SameAsOrt();
        new OneNode("Concat").In(2, 3).In(2, 0).Attr("axis", 1).SameAsOrt();
        new OneNode("Expand").In(3, 1).Const(2L, 1L, 4L).SameAsOrt();
        new OneNode("Tile").In(2, 3).Const(2L, 3L).SameAsOrt();
    }

    [Theory]
    [InlineData(new[] { 1L }, 1)]
    [InlineData(new[] { 0L, 1, 2 }, 1)]
    [InlineData(new[] { 3L, 1 }, 1)]
    [InlineData(new[] { 2L, 2, 0 }, 1)]
    [InlineData(new[] { -1L, 0 }, 2)]
    public void Gather(long[] indices, int axis) => new OneNode("Gather").In(2, 4, 3).Const(indices).Attr("axis", axis).SameAsOrt();

    [Fact]
    public void Gather_of_one_index_is_a_slice()
    {
        OneNode node = new OneNode("Gather").In(2, 4, 3).Scalar(-1L).Attr("axis", 1);
        Assert.IsType<Slice>(node.Import().Nodes[0].Op);
        new OneNode("Gather").In(2, 4, 3).Scalar(-1L).Attr("axis", 1).SameAsOrt();
        new OneNode("Gather").In(2, 4, 3).In(new TensorData(Shape.Of(2, 2), [0L, -1, 1, 0])).SameAsOrt();
    }

    [Fact]
    public void Pad_in_every_opset()
    {
        new OneNode("Pad", 10).In(2, 5).Attr("pads", new[] { 0, 1, 1, 2 }).Attr("value", 3f).SameAsOrt();
        new OneNode("Pad", 13).In(2, 5).Const(0L, 1, 0, 2).Scalar(1.5f).SameAsOrt();
        new OneNode("Pad", 13).In(2, 5).Const(0L, 1, 0, 2).Attr("mode", "reflect").SameAsOrt();
        new OneNode("Pad", 13).In(2, 5).Const(0L, 1, 0, 2).Attr("mode", "edge").SameAsOrt();
        new OneNode("Pad", 13).In(2, 5).Const(0L, -1, 0, 2).SameAsOrt();
        new OneNode("Pad", 18).In(2, 5, 3).Const(1L, 2).None().Const(-2L).SameAsOrt();
        new OneNode("Pad", 19).In(2, 5).Const(0L, 1, 0, 2).Attr("mode", "wrap").SameAsOrt();
    }

    [Fact]
    public void Blocks()
    {
        new OneNode("DepthToSpace").In(1, 8, 2, 3).Attr("blocksize", 2).SameAsOrt();
        new OneNode("DepthToSpace").In(1, 8, 2, 3).Attr("blocksize", 2).Attr("mode", "CRD").SameAsOrt();
        new OneNode("SpaceToDepth").In(1, 2, 4, 6).Attr("blocksize", 2).SameAsOrt();
    }

    [Fact]
    public void Constants()
    {
        new OneNode("ConstantOfShape").Const(2L, 3).Attr("value", OnnxModelBuilder.Tensor("", [1], [7L])).SameAsOrt();
        new OneNode("Range").Scalar(1f).Scalar(2.2f).Scalar(0.4f).SameAsOrt();
        new OneNode("Range").Scalar(9L).Scalar(2L).Scalar(-3L).SameAsOrt();
        new OneNode("Shape", 15).In(2, 3, 4).Attr("start", -2).SameAsOrt();
        new OneNode("Shape", 15).In(2, 3, 4).Attr("end", 1).SameAsOrt();
        new OneNode("Size").In(2, 3, 4).SameAsOrt();
        new OneNode("Constant").Attr("value_floats", new[] { 1f, 2f }).SameAsOrt();
        new OneNode("Cast").In(2, 3).Attr("to", 7).SameAsOrt();
        new OneNode("Identity").In(2, 3).SameAsOrt();
        new OneNode("Dropout").In(2, 3).SameAsOrt();
        new OneNode("ArgMax").In(2, 5).Attr("axis", -1).Attr("keepdims", 0).SameAsOrt();
        new OneNode("ArgMin").In(2, 5).Attr("select_last_index", 1).SameAsOrt();
    }
}
