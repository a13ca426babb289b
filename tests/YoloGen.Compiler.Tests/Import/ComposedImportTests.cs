using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>Operators that the importer makes of others; the node tests and random networks have more of each.</summary>
public class ComposedImportTests
{
    [Theory]
    [InlineData("bhid,bhjd->bhij", new[] { 2L, 3, 4, 5 }, new[] { 2L, 3, 6, 5 })]
    [InlineData("bij, bjk -> bik", new[] { 2L, 3, 4 }, new[] { 2L, 4, 5 })]
    [InlineData("nctkv,kvw->nctw", new[] { 1L, 2, 3, 4, 5 }, new[] { 4L, 5, 5 })]
    [InlineData("ij,jk", new[] { 2L, 3 }, new[] { 3L, 4 })]
    [InlineData("i,j->ji", new[] { 3L }, new[] { 4L })]
    [InlineData("abc,cd->da", new[] { 2L, 3, 4 }, new[] { 4L, 5 })]
    [InlineData("ab,ab->", new[] { 2L, 3 }, new[] { 2L, 3 })]
    [InlineData("ab,a->b", new[] { 2L, 3 }, new[] { 2L })]
    public void Einsum_of_two(string equation, long[] a, long[] b) => new OneNode("Einsum").In(a).In(b).Attr("equation", equation).SameAsOrt();

    [Fact]
    public void Einsum_of_one_and_of_three()
    {
        new OneNode("Einsum").In(2, 3, 4).Attr("equation", "abc->ca").SameAsOrt();
        new OneNode("Einsum").In(2, 3).Attr("equation", "ba").SameAsOrt();
        new OneNode("Einsum").In(2, 3).In(3, 4).In(4, 2).Attr("equation", "ab,bc,cd->ad").SameAsOrt();
        RefusalTests.Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("Einsum").In(2, 3, 3).Attr("equation", "bii->bi").Import());
        RefusalTests.Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("Einsum").In(2, 3).Attr("equation", "...i->...").Import());
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("Einsum").In(2, 3).In(4, 2).Attr("equation", "ab,bc->ac").Import());
        RefusalTests.Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Einsum").In(2, 3).Attr("equation", "ab->az").Import());
    }

    [Fact]
    public void Gathers_count_from_the_end_and_by_batches()
    {
        TensorData indices = new(Shape.Of(3, 2), [-1L, 0, 2, -3, 1, 1]);
        new OneNode("GatherElements").In(3, 4).In(indices).Attr("axis", 1).SameAsOrt();
        new OneNode("GatherElements").In(3, 4).In(new TensorData(Shape.Of(2, 4), [0, 1, 2, -1, -3, 0, 1, 2])).SameAsOrt();
        new OneNode("GatherND").In(3, 4, 2).In(new TensorData(Shape.Of(3, 2), [0L, -1, -3, 2, 1, 1])).SameAsOrt();
        new OneNode("GatherND").In(2, 3, 4, 5).In(new TensorData(Shape.Of(2, 3, 1), [0L, -1, 2, 1, 1, -3])).Attr("batch_dims", 1).SameAsOrt();
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("GatherND").In(2, 3).In(indices).Attr("batch_dims", 1).Import());
    }

    [Fact]
    public void LpPool_has_its_windows_and_powers()
    {
        new OneNode("LpPool", 18).In(1, 3, 7, 8).Attr("kernel_shape", new[] { 3, 2 }).Attr("strides", new[] { 2, 3 }).Attr("pads", new[] { 1, 0, 1, 1 }).Attr("ceil_mode", 1).SameAsOrt();
        new OneNode("LpPool", 11).In(2, 3, 9).Attr("kernel_shape", new[] { 3 }).Attr("p", 3).Attr("auto_pad", "SAME_LOWER").SameAsOrt();
        new OneNode("GlobalLpPool").In(2, 3, 4, 5).Attr("p", 1).SameAsOrt();
        new OneNode("LRN").In(2, 7, 3, 4).Attr("size", 5).Attr("alpha", 0.3f).Attr("beta", 0.6f).Attr("bias", 1.5f).SameAsOrt();
    }

    [Fact]
    public void LogSumExp_is_right_where_sums_of_exponentials_overflow()
        => new OneNode("ReduceLogSumExp", 18).In(new TensorData(Shape.Of(2, 3), [500f, 501, 499, float.NegativeInfinity, -900, -901])).Const(1L).SameAsOrt();

    [Theory]
    [InlineData("linear", "zeros", 0)]
    [InlineData("linear", "reflection", 1)]
    [InlineData("nearest", "border", 0)]
    [InlineData("cubic", "reflection", 0)]
    [InlineData("cubic", "zeros", 1)]
    public void GridSample_of_two_photos(string mode, string padding, int corners)
        => new OneNode("GridSample", 20).In(2, 3, 5, 7).In(2, 4, 6, 2).Attr("mode", mode).Attr("padding_mode", padding).Attr("align_corners", corners).SameAsOrt();

    /// <summary>Places far outside read nothing; ONNX Runtime converts those beyond 64 bits to integers as the processor likes.</summary>
    [Fact]
    public void GridSample_far_outside_is_padding()
    {
        TensorData grid = new(Shape.Of(1, 1, 4, 2), [0.1f, 0, 1e12f, 0, -1e15f, 0, 0, 3e9f]);
        new OneNode("GridSample", 20).In(1, 1, 4, 4).In(grid).Attr("mode", "nearest").SameAsOrt();
    }

    [Fact]
    public void Refused_where_the_specification_says_nothing()
    {
        RefusalTests.Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("AffineGrid", 20).In(1, 2, 3).Const(1L, 3, 1, 4).Attr("align_corners", 1).Import());
        RefusalTests.Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("GridSample", 20).In(1, 1, 2, 2, 2).In(1, 1, 1, 1, 3).Import());
        RefusalTests.Refused(DiagnosticCodes.BadAttribute, () => new OneNode("LpPool").In(1, 1, 4, 4).Attr("kernel_shape", new[] { 2, 2 }).Attr("p", 0).Import());
    }

    /// <summary>An index beyond its own axis is another row's element in the list of all; numbers beyond 32 bits are refused, not cut off.</summary>
    [Fact]
    public void Indices_and_numbers_out_of_range_are_refused()
    {
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("GatherND").In(3, 3).Const(0L, 5L).Import());
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("GatherND").In(3, 3).Const(-4L, 0L).Import());
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("GatherND").In(3, 3).Const(0L, 1L).Attr("batch_dims", 1L << 40).Import());
        RefusalTests.Refused(DiagnosticCodes.BadShape, () => new OneNode("TopK").In(3, 3).Const(1L, 2L).Import());
        new OneNode("GatherND").In(3, 3).Const(-3L, 2L).SameAsOrt();
    }
}
