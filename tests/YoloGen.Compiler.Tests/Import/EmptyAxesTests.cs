using Xunit;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>With noop_with_empty_axes and no axes each element is reduced by itself: what a reduction does to one value remains.</summary>
public class EmptyAxesTests
{
    [Theory]
    [InlineData("ReduceL1", 18)]
    [InlineData("ReduceL2", 18)]
    [InlineData("ReduceLogSum", 18)]
    [InlineData("ReduceMax", 18)]
    [InlineData("ReduceMean", 18)]
    [InlineData("ReduceMin", 20)]
    [InlineData("ReduceProd", 18)]
    [InlineData("ReduceSum", 13)]
    [InlineData("ReduceSumSquare", 18)]
    public void As_ONNX_Runtime(string op, int opset)
    {
        new OneNode(op, opset).In(2, 3).Attr("noop_with_empty_axes", 1).SameAsOrt();
        new OneNode(op, opset).In(2, 3).Const(new long[0]).Attr("noop_with_empty_axes", 1).SameAsOrt();
        new OneNode(op, opset).In(2, 3).Const(new long[0]).SameAsOrt();
    }
}
