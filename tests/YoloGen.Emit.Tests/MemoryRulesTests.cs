using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Emit.Tests;

/// <summary>Plans whose code would touch bytes outside the arena or a weight are refused, and the message names the layer.</summary>
public sealed class MemoryRulesTests
{
    private static readonly PlanOperand T0 = PlanOperand.Tensor(0), T1 = PlanOperand.Tensor(1), W0 = PlanOperand.Weight(0);

    /// <summary>A border is filled pixel by pixel, all channels side by side, whatever the stride of the channels says.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_border_needs_channels_side_by_side(int stride)
        => Refused("halo", Make([Tensor(ElementType.UInt8, [1, 300, 1, 1], [0, stride, 0, 0], 4000) with { Halo = new PlanHalo(1, 0, 0, 0, 65) }], [], new HaloLayer { Name = "halo!", Y = 0 }));

    /// <summary>Where rows descend in memory, the border above lies behind the feature map.</summary>
    [Theory]
    [InlineData(4096 - 16, true)]
    [InlineData(4096 - 8, false)]
    public void A_border_lies_where_its_rows_go(int offset, bool fits)
    {
        Plan plan = Make([Tensor(ElementType.UInt8, [1, 8, 2, 1], [0, 1, -8, 8], offset) with { Halo = new PlanHalo(1, 0, 0, 0, 0) }], [], new HaloLayer { Name = "halo!", Y = 0 });
        Assert.Equal(fits, PlanText.TryRead(PlanText.Write(plan), out _) is not null);
    }

    [Fact]
    public void What_follows_a_row_needs_channels_side_by_side()
    {
        PlanTensor x = Tensor(ElementType.Float32, [1, 64, 2, 2], [256, 1, 128, 64], 0);
        PlanLayer Conv(int then) => Point with { Then = [new UnaryLayer { Name = "unary!", X = T1, Y = then, Function = UnaryKind.Relu }] };
        PlanTensor[] tensors = [x, x with { Offset = 1024 }, x with { Offset = 4096 - 16, Strides = [4, 0, 2, 1] }];
        PlanWeight[] weights = [Weight(ElementType.Float32, [64, 1, 1, 64])];
        Accepted(Make(tensors, weights, Conv(1)));
        Refused("unary", Make(tensors, weights, Conv(2)));
    }

    /// <summary>Kernels of rows exist for some functions and types only, and a weight has no rows.</summary>
    [Fact]
    public void What_follows_a_row_has_a_kernel()
    {
        PlanTensor x = Tensor(ElementType.Float32, [1, 4, 1, 2], [8, 1, 8, 4], 0);
        PlanLayer Conv(PlanLayer then) => Point with { Then = [then] };
        PlanLayer Binary(PlanOperand other, BinaryKind op) => new BinaryLayer { Name = "binary!", A = T1, B = other, Y = 1, Function = op };
        PlanTensor[] tensors = [x, x with { Offset = 64 }, Tensor(ElementType.Int32, [1, 4, 1, 2], [8, 1, 8, 4], 128)];
        PlanWeight[] weights = [Weight(ElementType.Float32, [4, 1, 1, 4]), Weight(ElementType.Float32, [1, 1, 1, 1], 64), Weight(ElementType.Float32, [1], 80)];
        Accepted(Make(tensors, weights, Conv(Binary(PlanOperand.Tensor(0), BinaryKind.Add))));
        Refused("binary", Make(tensors, weights, Conv(Binary(PlanOperand.Tensor(0), BinaryKind.Pow))));
        Refused("binary", Make(tensors, weights, Conv(Binary(PlanOperand.Weight(1), BinaryKind.Add))));
        Refused("binary", Make(tensors, weights, Conv(Binary(PlanOperand.Weight(2), BinaryKind.Add))));
        Refused("unary", Make(tensors, weights, Conv(new UnaryLayer { Name = "unary!", X = PlanOperand.Tensor(2), Y = 2, Function = UnaryKind.Neg })));
    }

    /// <summary>A bool takes a byte, and is none: C# does not assign one to the other.</summary>
    [Theory]
    [InlineData(ElementType.UInt8, true)]
    [InlineData(ElementType.Int8, true)]
    [InlineData(ElementType.Bool, false)]
    public void Bytes_are_numbers(ElementType type, bool fits)
    {
        PlanTensor x = Tensor(ElementType.Float32, [4], [1], 0);
        Plan plan = Make([x, Tensor(type, [4], [1], 64)], [], new QuantizeLayer { Name = "quantize!", X = T0, Y = 1, Scale = 1 });
        Assert.Equal(fits, PlanText.TryRead(PlanText.Write(plan), out _) is not null);
    }

    /// <summary>The memory of the convolution depends on the tensors of what follows: they are looked up after it is known that they are there.</summary>
    [Fact]
    public void What_follows_a_row_names_tensors_that_exist()
    {
        PlanTensor x = Tensor(ElementType.Float32, [1, 4, 1, 2], [8, 1, 8, 4], 0);
        PlanTensor[] tensors = [x, x with { Offset = 64 }];
        Plan With(PlanOperand read, int written) => Make(tensors, [Weight(ElementType.Float32, [4, 1, 1, 4])], Point with { Then = [new UnaryLayer { Name = "unary!", X = read, Y = written }] });
        Accepted(With(PlanOperand.Tensor(1), 1));
        Refused("unary", With(PlanOperand.Tensor(2), 1));
        Refused("unary", With(PlanOperand.Tensor(1), 2));
        Refused("unary", With(PlanOperand.Weight(1), 1));
    }

    [Fact]
    public void A_convolution_reads_inside_the_arena_in_every_image()
    {
        PlanWeight[] weights = [Weight(ElementType.Float32, [8, 1, 1, 8])];
        PlanTensor y = Tensor(ElementType.Float32, [2, 8, 1, 4], [32, 1, 32, 8], 2048);
        Accepted(Make([y with { Offset = 128, Strides = [-32, 1, 32, 8] }, y], weights, Point));
        Refused("conv", Make([y with { Offset = 0, Shape = [2, 8, 1, 1], Strides = [-32, 1, 32, 8] }, y], weights, Point));

        // The output is wider than the input: pixels of the chunk lie behind it.
        Refused("conv", Make([y with { Offset = 4096 - 32, Shape = [2, 8, 1, 1], Strides = [0, 1, 8, 8] }, y], weights, Point));
    }

    /// <summary>Zero points, one for each column, are stepped through byte by byte.</summary>
    [Fact]
    public void Zero_points_lie_side_by_side()
    {
        PlanTensor a = Tensor(ElementType.UInt8, [4, 8], [8, 1], 0), b = Tensor(ElementType.UInt8, [8, 64], [64, 1], 64), y = Tensor(ElementType.Int32, [4, 64], [64, 1], 1024);
        var product = new QMatMulLayer { Name = "qmatmul!", A = T0, B = T1, ZerosB = PlanOperand.Tensor(3), Y = 2, ZeroA = 1, ZeroB = 2 };
        Accepted(Make([a, b, y, Tensor(ElementType.UInt8, [64], [1], 4096 - 64)], [], product));
        Refused("qmatmul", Make([a, b, y, Tensor(ElementType.UInt8, [64], [0], 4095)], [], product));
    }

    [Theory]
    [InlineData("kernel=1,1", "kernel=1,2,3")]
    [InlineData("kernel=1,1", "kernel=1,x")]
    [InlineData("kernel=1,1", "kernel=1,99999999999")]
    [InlineData("kernel=1,1 ", "")]
    [InlineData("group=1", "group=0")]
    [InlineData("group=1", "group=1 unknown=1")]
    [InlineData("x=t0 ", "")]
    [InlineData("x=t0", "x=t0 y=t0")]
    [InlineData("x=t0", "x=7")]
    public void Fields_are_those_of_the_kind(string field, string other)
    {
        PlanTensor x = Tensor(ElementType.Float32, [1, 4, 1, 2], [8, 1, 8, 4], 0);
        string text = PlanText.Write(Make([x, x with { Offset = 64 }], [Weight(ElementType.Float32, [4, 1, 1, 4])], Point));
        Assert.NotNull(PlanText.TryRead(text, out _));
        Assert.Contains(field, text, StringComparison.Ordinal);
        Assert.Null(PlanText.TryRead(text.Replace(field, other, StringComparison.Ordinal), out IReadOnlyList<Diagnostic> found));
        Diagnostic diagnostic = Assert.Single(found);
        Assert.Equal("conv!", diagnostic.Node);
        Assert.True(diagnostic.Line > 0);
    }

    [Fact]
    public void A_depthwise_kernel_has_room_for_its_taps_on_the_stack()
    {
        PlanTensor x = Tensor(ElementType.UInt8, [1, 1, 1, 1], [0, 1, 0, 0], 0);
        PlanWeight[] weights = [Weight(ElementType.Int8, [1, 500, 500, 1]), Weight(ElementType.Int32, [1], 250_000), Weight(ElementType.Float32, [1], 250_016)];
        var layer = new QDepthwiseLayer
        {
            Name = "qdepthwise!",
            X = T0,
            Weights = W0,
            Bias = PlanOperand.Weight(1),
            Scale = PlanOperand.Weight(2),
            Y = 1,
            Window = ConvWindow.Point with { KernelHeight = 500, KernelWidth = 500 },
        };
        Refused("qdepthwise", Make([x, x with { Offset = 64 }], weights, layer) with { WeightsLength = 1_000_000 });
    }

    /// <summary>A convolution of one pixel from tensor 0 to tensor 1.</summary>
    private static ConvLayer Point => new() { Name = "conv!", X = T0, Weights = W0, Y = 1 };

    private static PlanTensor Tensor(ElementType type, int[] shape, long[] strides, long offset) => new("t", type, shape, strides, offset, null);

    private static PlanWeight Weight(ElementType type, int[] shape, long offset = 0)
        => new("w", type, shape, offset, shape.Aggregate(1L, (n, d) => n * d) * type.SizeOf());

    private static Plan Make(PlanTensor[] tensors, PlanWeight[] weights, PlanLayer layer)
        => SamplePlan.Make() with { Inputs = [], Outputs = [], Head = null, Tensors = tensors, Weights = weights, Layers = [layer], WeightsLength = 20_000 };

    private static void Accepted(Plan plan)
    {
        Assert.NotNull(PlanText.TryRead(PlanText.Write(plan), out IReadOnlyList<Diagnostic> found));
        Assert.Empty(found);
    }

    private static void Refused(string kind, Plan plan)
    {
        Assert.Null(PlanText.TryRead(PlanText.Write(plan), out IReadOnlyList<Diagnostic> found));
        Assert.All(found, d => Assert.Equal(DiagnosticCodes.BadPlan, d.Code));
        Assert.Contains(found, d => d.Node == kind + "!" || d.Message.Contains("tensor t", StringComparison.Ordinal));
    }
}
