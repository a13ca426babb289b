using Xunit;
using YoloGen.Diagnostics;

namespace YoloGen.Emit.Tests;

/// <summary>Plans whose code would touch bytes outside the arena or a weight are refused, and the message names the layer.</summary>
public sealed class MemoryRulesTests
{
    private static readonly PlanAttributes None = new();

    [Fact]
    public void The_bytes_of_every_kind_are_known() => Assert.All(LayerTable.All, k => Assert.True(LayerMemory.Knows(k.Name), k.Name));

    /// <summary>A border is filled pixel by pixel, all channels side by side, whatever the stride of the channels says.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-1)]
    public void A_border_needs_channels_side_by_side(int stride)
        => Refused("halo", Make([Tensor(PlanType.U8, [1, 300, 1, 1], [0, stride, 0, 0], 4000) with { Halo = new PlanHalo(1, 0, 0, 0, 65) }], [], Layer("halo", [], 0, None)));

    /// <summary>Where rows descend in memory, the border above lies behind the feature map.</summary>
    [Theory]
    [InlineData(4096 - 16, true)]
    [InlineData(4096 - 8, false)]
    public void A_border_lies_where_its_rows_go(int offset, bool fits)
    {
        Plan plan = Make([Tensor(PlanType.U8, [1, 8, 2, 1], [0, 1, -8, 8], offset) with { Halo = new PlanHalo(1, 0, 0, 0, 0) }], [], Layer("halo", [], 0, None));
        Assert.Equal(fits, PlanText.TryRead(PlanText.Write(plan), out _) is not null);
    }

    [Fact]
    public void What_follows_a_row_needs_channels_side_by_side()
    {
        PlanTensor x = Tensor(PlanType.F32, [1, 64, 2, 2], [256, 1, 128, 64], 0);
        PlanLayer Conv(int then) => Layer("conv", [PlanOperand.Tensor(0), PlanOperand.Weight(0), PlanOperand.None], 1, Window(1)) with
        {
            Then = [Layer("unary", [PlanOperand.Tensor(1)], then, new PlanAttributes().Add("op", "Relu"))],
        };
        PlanTensor[] tensors = [x, x with { Offset = 1024 }, x with { Offset = 4096 - 16, Strides = [4, 0, 2, 1] }];
        PlanWeight[] weights = [Weight(PlanType.F32, [64, 1, 1, 64])];
        Accepted(Make(tensors, weights, Conv(1)));
        Refused("unary", Make(tensors, weights, Conv(2)));
    }

    /// <summary>Kernels of rows exist for some functions and types only, and a weight has no rows.</summary>
    [Fact]
    public void What_follows_a_row_has_a_kernel()
    {
        PlanTensor x = Tensor(PlanType.F32, [1, 4, 1, 2], [8, 1, 8, 4], 0);
        PlanLayer Conv(PlanLayer then) => Layer("conv", [PlanOperand.Tensor(0), PlanOperand.Weight(0), PlanOperand.None], 1, Window(1)) with { Then = [then] };
        PlanLayer Binary(PlanOperand other, string op) => Layer("binary", [PlanOperand.Tensor(1), other], 1, new PlanAttributes().Add("op", op));
        PlanTensor[] tensors = [x, x with { Offset = 64 }, Tensor(PlanType.I32, [1, 4, 1, 2], [8, 1, 8, 4], 128)];
        PlanWeight[] weights = [Weight(PlanType.F32, [4, 1, 1, 4]), Weight(PlanType.F32, [1, 1, 1, 1], 64), Weight(PlanType.F32, [1], 80)];
        Accepted(Make(tensors, weights, Conv(Binary(PlanOperand.Tensor(0), "Add"))));
        Refused("binary", Make(tensors, weights, Conv(Binary(PlanOperand.Tensor(0), "Pow"))));
        Refused("binary", Make(tensors, weights, Conv(Binary(PlanOperand.Weight(1), "Add"))));
        Refused("binary", Make(tensors, weights, Conv(Binary(PlanOperand.Weight(2), "Add"))));
        Refused("unary", Make(tensors, weights, Conv(Layer("unary", [PlanOperand.Tensor(2)], 2, new PlanAttributes().Add("op", "Neg")))));
    }

    /// <summary>A bool takes a byte, and is none: C# does not assign one to the other.</summary>
    [Theory]
    [InlineData(PlanType.U8, true)]
    [InlineData(PlanType.S8, true)]
    [InlineData(PlanType.Bool, false)]
    public void Bytes_are_numbers(PlanType type, bool fits)
    {
        PlanTensor x = Tensor(PlanType.F32, [4], [1], 0);
        Plan plan = Make([x, Tensor(type, [4], [1], 64)], [], Layer("quantize", [PlanOperand.Tensor(0)], 1, new PlanAttributes().Add("scale", "1").Add("zero", "0")));
        Assert.Equal(fits, PlanText.TryRead(PlanText.Write(plan), out _) is not null);
    }

    /// <summary>The memory of the convolution depends on the tensors of what follows: they are looked up after it is known that they are there.</summary>
    [Fact]
    public void What_follows_a_row_names_tensors_that_exist()
    {
        PlanTensor x = Tensor(PlanType.F32, [1, 4, 1, 2], [8, 1, 8, 4], 0);
        PlanTensor[] tensors = [x, x with { Offset = 64 }];
        Plan With(PlanOperand read, int written) => Make(tensors, [Weight(PlanType.F32, [4, 1, 1, 4])], Layer("conv", [PlanOperand.Tensor(0), PlanOperand.Weight(0), PlanOperand.None], 1, Window(1)) with
        {
            Then = [Layer("unary", [read], written, new PlanAttributes().Add("op", "Relu"))],
        });
        Accepted(With(PlanOperand.Tensor(1), 1));
        Refused("unary", With(PlanOperand.Tensor(2), 1));
        Refused("unary", With(PlanOperand.Tensor(1), 2));
        Refused("unary", With(PlanOperand.Weight(1), 1));
    }

    [Fact]
    public void A_convolution_reads_inside_the_arena_in_every_image()
    {
        PlanWeight[] weights = [Weight(PlanType.F32, [8, 1, 1, 8])];
        PlanLayer conv = Layer("conv", [PlanOperand.Tensor(0), PlanOperand.Weight(0), PlanOperand.None], 1, Window(1));
        PlanTensor y = Tensor(PlanType.F32, [2, 8, 1, 4], [32, 1, 32, 8], 2048);
        Accepted(Make([y with { Offset = 128, Strides = [-32, 1, 32, 8] }, y], weights, conv));
        Refused("conv", Make([y with { Offset = 0, Shape = [2, 8, 1, 1], Strides = [-32, 1, 32, 8] }, y], weights, conv));

        // The output is wider than the input: pixels of the chunk lie behind it.
        Refused("conv", Make([y with { Offset = 4096 - 32, Shape = [2, 8, 1, 1], Strides = [0, 1, 8, 8] }, y], weights, conv));
    }

    /// <summary>Zero points, one for each column, are stepped through byte by byte.</summary>
    [Fact]
    public void Zero_points_lie_side_by_side()
    {
        PlanTensor a = Tensor(PlanType.U8, [4, 8], [8, 1], 0), b = Tensor(PlanType.U8, [8, 64], [64, 1], 64), y = Tensor(PlanType.I32, [4, 64], [64, 1], 1024);
        PlanLayer Product() => Layer(
            "qmatmul", [PlanOperand.Tensor(0), PlanOperand.Tensor(1), PlanOperand.None, PlanOperand.None, PlanOperand.None, PlanOperand.Tensor(3)], 2,
            new PlanAttributes().Add("zero_a", 1).Add("zero_b", 2).Add("zero", 0));
        Accepted(Make([a, b, y, Tensor(PlanType.U8, [64], [1], 4096 - 64)], [], Product()));
        Refused("qmatmul", Make([a, b, y, Tensor(PlanType.U8, [64], [0], 4095)], [], Product()));
    }

    [Theory]
    [InlineData("kernel", "1,2,3")]
    [InlineData("kernel", "1,x")]
    [InlineData("kernel", "1,99999999999")]
    [InlineData("group", "0")]
    [InlineData("unknown", "1")]
    public void Attributes_are_those_of_the_kind(string name, string value)
    {
        PlanTensor x = Tensor(PlanType.F32, [1, 4, 1, 2], [8, 1, 8, 4], 0);
        var attributes = new PlanAttributes();
        foreach ((string key, string[] words) in Window(1).Entries.Where(e => e.Key != name))
        {
            attributes.Add(key, words);
        }

        attributes.Add(name, value.Split(','));
        Refused("conv", Make([x, x with { Offset = 64 }], [Weight(PlanType.F32, [4, 1, 1, 4])], Layer("conv", [PlanOperand.Tensor(0), PlanOperand.Weight(0), PlanOperand.None], 1, attributes)));
    }

    [Fact]
    public void A_depthwise_kernel_has_room_for_its_taps_on_the_stack()
    {
        PlanTensor x = Tensor(PlanType.U8, [1, 1, 1, 1], [0, 1, 0, 0], 0);
        PlanWeight[] weights = [Weight(PlanType.S8, [1, 500, 500, 1]), Weight(PlanType.I32, [1], 250_000), Weight(PlanType.F32, [1], 250_016)];
        PlanLayer layer = Layer(
            "qdepthwise", [PlanOperand.Tensor(0), PlanOperand.Weight(0), PlanOperand.Weight(1), PlanOperand.Weight(2)], 1,
            Window(500).Add("zero", 0).Add("min", 0).Add("max", 255));
        Refused("qdepthwise", Make([x, x with { Offset = 64 }], weights, layer) with { WeightsLength = 1_000_000 });
    }

    private static PlanAttributes Window(int kernel)
        => new PlanAttributes().Add("kernel", kernel, kernel).Add("stride", 1, 1).Add("dilation", 1, 1).Add("pad", 0, 0).Add("group", 1);

    private static PlanTensor Tensor(PlanType type, int[] shape, long[] strides, long offset) => new("t", type, shape, strides, offset, null);

    private static PlanWeight Weight(PlanType type, int[] shape, long offset = 0)
        => new("w", type, shape, offset, shape.Aggregate(1L, (n, d) => n * d) * type.SizeOf());

    private static PlanLayer Layer(string kind, PlanOperand[] inputs, int output, PlanAttributes attributes) => new(kind, kind + "!", inputs, [output], attributes, []);

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
