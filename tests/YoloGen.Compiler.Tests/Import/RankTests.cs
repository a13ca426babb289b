using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Diagnostics;
using YoloGen.Generated;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>What runs has at most eight dimensions; constants may have more.</summary>
public class RankTests
{
    [Theory]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(32)]
    public void Inputs_of_more_dimensions_are_refused(int rank)
    {
        int[] perm = [.. Enumerable.Range(0, rank).Reverse()];
        long[] dims = [.. Enumerable.Range(0, rank).Select(i => i < 9 ? 2L : 1L)];
        var error = Assert.Throws<YoloGenException>(() => new OneNode("Transpose").In(dims).Attr("perm", perm).Import());
        Assert.Equal(DiagnosticCodes.LimitExceeded, Assert.Single(error.Diagnostics).Code);
    }

    [Theory]
    [InlineData("Reshape", new[] { 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L, 2L })]
    [InlineData("Expand", new[] { 1L, 1L, 1L, 1L, 1L, 1L, 1L, 1L, 512L })]
    [InlineData("Unsqueeze", new[] { 0L, 1L, 2L, 3L, 4L, 5L, 6L, 7L })]
    public void Results_of_more_dimensions_are_refused(string op, long[] argument)
    {
        var error = Assert.Throws<YoloGenException>(() => new OneNode(op).In(512).Const(argument).Import());
        Diagnostic only = Assert.Single(error.Diagnostics);
        Assert.Equal(("y0_node", DiagnosticCodes.LimitExceeded), (only.Node, only.Code));
    }

    [Fact]
    public void Eight_dimensions_run()
    {
        var b = new GraphBuilder(4);
        Tensor x = b.Input(2, 3, 2, 2, 3, 2, 2, 2);
        b.Output(b.Add(new Transpose([7, 5, 3, 1, 6, 4, 2, 0]), ElementType.Float32, [2, 2, 2, 3, 2, 3, 2, 2], x));
        EmittedCheck.Run(b);
    }

    /// <summary>Bounds the buffers whoever calls: a plan, or a lowering that splits dimensions.</summary>
    [Fact]
    public void A_loop_refuses_more_dimensions_than_it_holds()
    {
        int[] sizes = [2, 2, 2, 2, 2, 2, 2, 2, 2], strides = [256, 128, 64, 32, 16, 8, 4, 2, 1];
        Assert.Throws<ArgumentException>(() => new NdLoop(sizes, strides, [.. strides.Reverse()]).Rank);
    }
}
