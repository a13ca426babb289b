using System.Buffers.Binary;
using System.Collections.Immutable;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Planning;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Execution;
using YoloGen.Generated;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>What is compiled can be read back; a weights file whose indices lead elsewhere is refused when the class is constructed.</summary>
public sealed class PlanReadBackTests
{
    /// <summary>Repeating every axis doubles the rank where it is done at once; tensors have at most 8 axes.</summary>
    [Theory]
    [InlineData(new[] { 2, 3, 2, 2, 3 }, new[] { 2, 1, 3, 2, 2 })]
    [InlineData(new[] { 2, 3, 2, 2, 3 }, new[] { 2, 2, 2, 2, 2 })]
    [InlineData(new[] { 1, 2, 1, 2, 1, 2, 1, 2 }, new[] { 3, 2, 1, 1, 2, 1, 1, 3 })]
    [InlineData(new[] { 2, 2, 2, 2, 2, 2, 2, 2 }, new[] { 2, 1, 2, 2, 1, 1, 1, 2 })]
    public void Tile_of_any_rank_compiles(int[] dims, int[] repeats)
    {
        var b = new GraphBuilder(4);
        Tensor x = b.Input(dims);
        b.Output(b.Add(new Tile([.. repeats]), ElementType.Float32, [.. dims.Zip(repeats, (d, r) => d * r)], x));
        EmittedCheck.Run(b);
    }

    /// <summary>Rows of the left matrix may descend in memory, and zero points of columns may be a slice.</summary>
    [Fact]
    public void Integer_products_of_views_compile()
    {
        var b = new GraphBuilder(9);
        Tensor a = b.Input(ElementType.UInt8, 6, 10), zeros = b.Input(ElementType.Int8, 14);
        Tensor reversed = b.Add(new Slice([5, 0], [-1, 1]), ElementType.UInt8, [6, 10], a);
        Tensor every2nd = b.Add(new Slice([0], [2]), ElementType.Int8, [7], zeros);
        b.Output(b.Add(new MatMulInteger(), ElementType.Int32, [6, 7], reversed, b.SBytes(-128, 127, 10, 7), null, every2nd));
        EmittedCheck.Run(b);
    }

    [Fact]
    public void A_plan_that_cannot_be_read_is_a_refusal_that_names_the_node()
    {
        PlannedNetwork planned = Resized();
        PlanTensor[] tensors = [.. planned.Plan.Tensors];
        tensors[0] = tensors[0] with { Shape = [.. Enumerable.Repeat(1, 9)], Strides = new long[9], Name = "deep" };
        var exception = Assert.Throws<YoloGenException>(() => PlanReadBack.Check(planned.Plan with { Tensors = tensors }));
        Diagnostic found = Assert.Single(exception.Diagnostics);
        Assert.Equal(DiagnosticCodes.NoKernel, found.Code);
        Assert.Equal("deep", found.Node);

        PlanLayer[] layers = [.. planned.Plan.Layers];
        layers[0] = LayerOperands.Replace(layers[0], _ => PlanOperand.Weight(9999), o => o);
        exception = Assert.Throws<YoloGenException>(() => PlanReadBack.Check(planned.Plan with { Layers = layers }));
        Assert.Contains(exception.Diagnostics, d => d.Node == layers[0].Name && d.Code == DiagnosticCodes.NoKernel);
    }

    [Theory]
    [InlineData("nearest", int.MaxValue)]
    [InlineData("nearest", -1)]
    [InlineData("nearest", 3)]
    [InlineData("linear", 3)]
    [InlineData("linear", int.MinValue)]
    [InlineData("pick", 3)]
    [InlineData("pick", -2)]
    public void Indices_of_the_weights_file_are_checked_when_the_class_is_constructed(string kind, int index)
    {
        PlannedNetwork planned = kind == "pick" ? Padded() : Resized(kind == "linear");
        PlanLayer layer = planned.Plan.Layers.Single(l => l.Kind == kind);
        int[] tables = kind == "linear" ? [1, 2, 4, 5] : kind == "nearest" ? [1, 2] : [1];
        foreach (int operand in tables)
        {
            PlanWeight table = planned.Plan.Weights[layer.Inputs[operand].Index];
            byte[] weights = [.. planned.Weights];
            BinaryPrimitives.WriteInt32LittleEndian(weights.AsSpan((int)(table.Offset + table.Length) - 4), index);
            Plan plan = planned.Plan with { WeightsHash = XxHash64.Compute(weights).ToString("x16", System.Globalization.CultureInfo.InvariantCulture) };
            using EmittedAssembly assembly = EmittedAssembly.Build(plan);
            var exception = Assert.Throws<InvalidOperationException>(() => assembly.Create(weights));
            Assert.IsType<InvalidDataException>(exception.InnerException);
            Assert.Contains($"the index {index} where", exception.Message, StringComparison.Ordinal);
        }
    }

    private static PlannedNetwork Resized(bool linear = false)
    {
        var b = new GraphBuilder(2);
        Tensor x = b.Input(1, 4, 3, 3);
        b.Output(b.Add(
            new Resize(linear ? ResizeMode.Linear : ResizeMode.Nearest, CoordinateMode.Asymmetric, NearestMode.Floor, [1, 1, 2, 2]), ElementType.Float32, [1, 4, 6, 6], x));
        return Planner.Plan(b.Build(), EmittedCheck.Options);
    }

    private static PlannedNetwork Padded()
    {
        var b = new GraphBuilder(2);
        Tensor x = b.Input(1, 4, 3, 5);
        b.Output(b.Add(new Pad([0, 0, 1, 0], [0, 0, 1, 0], PadMode.Constant, 0), ElementType.Float32, [1, 4, 5, 5], x));
        return Planner.Plan(b.Build(), EmittedCheck.Options);
    }
}
