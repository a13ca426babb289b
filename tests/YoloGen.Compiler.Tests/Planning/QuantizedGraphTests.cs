using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Planning;

public sealed class QuantizedGraphTests
{
    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 40)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Quantized_operators_equal_the_interpreter(int seed) => EmittedCheck.Run(RandomQuantizedGraph.Make(seed, 3 + (seed % 10)), null!, "portable", "avx2");

    [Theory]
    [InlineData(128, false)]
    [InlineData(112, false)]
    [InlineData(140, true)]
    public void Dynamic_convolution_equals_the_interpreter(int weightZero, bool perChannel)
    {
        var b = new GraphBuilder(weightZero);
        Tensor x = b.Input(1, 5, 9, 11);
        var q = new Tensor("q", ElementType.UInt8, x.Shape);
        (Tensor scale, Tensor zero) = (new Tensor("scale", ElementType.Float32, Shape.Scalar), new Tensor("zero", ElementType.UInt8, Shape.Scalar));
        b.AddNode(new Node("dynamic", new DynamicQuantizeLinear(), [x], [q, scale, zero]));
        Tensor w = b.UBytes(13, 5, 3, 3);
        Tensor zeros = b.Constant(perChannel
            ? new TensorData(Shape.Of(13), Enumerable.Range(0, 13).Select(i => (byte)(weightZero - i)).ToArray())
            : new TensorData(Shape.Scalar, new[] { (byte)weightZero }));
        Tensor sums = b.Add(new ConvInteger(GraphBuilder.Window(3, 2, 1), 1), ElementType.Int32, [1, 13, 5, 6], q, w, zero, zeros);
        Tensor real = b.Add(new Cast(), ElementType.Float32, [1, 13, 5, 6], sums);
        Tensor scaled = b.Same(new Binary(BinaryKind.Mul), real, perChannel ? b.Add(new Binary(BinaryKind.Mul), ElementType.Float32, [13, 1, 1], scale, b.Weights(13, 1, 1)) : scale);
        Tensor biased = b.Same(new Binary(BinaryKind.Add), scaled, b.Weights(1, 13, 1, 1));
        b.Output(b.Conv(b.Same(new Unary(UnaryKind.Silu), biased), 3, GraphBuilder.Window(3, 1, 1)));
        Assert.DoesNotContain(EmittedCheck.Run(b).Plan.Layers, l => l.Kind == "cast");
    }

    /// <summary>The convolution's result and a table of it are both read by convolutions: two borders with two zero points.</summary>
    [Fact]
    public void Operations_that_follow_a_row_fill_their_own_border()
    {
        var b = new GraphBuilder(5);
        var q = new QuantParams(ElementType.UInt8, 0.02f, 100);
        var r = new QuantParams(ElementType.UInt8, 0.03f, 17);
        Window2D w = GraphBuilder.Window(3, 1, 1);
        Tensor x = b.Input(ElementType.UInt8, 1, 4, 6, 7);
        Tensor y = b.QConv(x, 9, w, q, q);
        Tensor z = b.Same(new Lookup([.. Enumerable.Range(0, 256).Select(i => (byte)(255 - i))], "Test"), y);
        b.Output(b.QConv(y, 3, w, q, q));
        b.Output(b.QConv(z, 3, w, r, q));
        EmittedCheck.Run(b);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Product_of_activations_equals_the_interpreter(bool constant)
    {
        var b = new GraphBuilder(7);
        var qa = new QuantParams(ElementType.UInt8, 0.02f, 120);
        var qb = new QuantParams(ElementType.UInt8, 0.01f, 100);
        var qy = new QuantParams(ElementType.UInt8, 0.05f, 128);
        Tensor a = b.Input(ElementType.UInt8, 1, 2, 37, 19), c = constant ? b.UBytes(19, 21) : b.Input(ElementType.UInt8, 1, 2, 19, 21);
        b.Output(b.Add(new QMatMul(qa, qb, qy), ElementType.UInt8, [1, 2, 37, 21], a, c));
        EmittedCheck.Run(b);
    }

    [Fact]
    public void Product_of_run_time_integers_equals_the_interpreter()
    {
        var b = new GraphBuilder(8);
        Tensor a = b.Input(ElementType.UInt8, 9, 19), za = b.Input(ElementType.UInt8);
        Tensor c = b.SBytes(-128, 127, 19, 21);
        b.Output(b.Add(new MatMulInteger(), ElementType.Int32, [9, 21], a, c, za, b.SBytes(-9, 9, 21)));
        EmittedCheck.Run(b);
    }
}
