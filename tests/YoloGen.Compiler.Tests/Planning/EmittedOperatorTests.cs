using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Operators whose lowering has cases of its own, swept over attributes: the emitted class gives the interpreter's bits.</summary>
public class EmittedOperatorTests
{
    /// <summary>Kernels below, at and above the stride, dilated, padded, with outputs that end early or late; phases that no tap reaches.</summary>
    [Fact]
    public void ConvTranspose()
    {
        var b = new GraphBuilder(5);
        Tensor x = b.Input(1, 4, 5, 6);
        foreach (var (kernel, stride, dilation) in from k in Enumerable.Range(1, 3) from s in Enumerable.Range(1, 4) from d in Enumerable.Range(1, 3) select (k, s, d))
        {
            int number = (kernel * 16) + (stride * 4) + dilation, group = number % 3 == 0 ? 2 : 1;
            var window = new Window2D(kernel, (kernel % 3) + 1, stride, (stride % 4) + 1, dilation, dilation, number % 2, number % 3 == 1 ? 1 : 0, 0, number % 2);
            int height = (stride * 4) + ((kernel - 1) * dilation) + 1 - window.PadTop + (stride > 1 ? number % stride : 0);
            int width = (window.StrideW * 5) + ((window.KernelW - 1) * dilation) + 1 - window.PadLeft - window.PadRight;
            if (height > 0 && width > 0)
            {
                b.Output(b.Add(
                    new ConvTranspose(window, group, number % 5 == 0 ? new Unary(UnaryKind.Relu) : null), ElementType.Float32, [1, 6, height, width],
                    x, b.Weights(4, 6 / group, window.KernelH, window.KernelW), number % 4 == 0 ? null : b.Weights(6)));
            }
        }

        EmittedCheck.Run(b);
    }

    /// <summary>The kernel is as large as the stride and the border cuts the output: every phase is a 1x1 convolution with fewer pixels than its input.</summary>
    [Fact]
    public void ConvTranspose_whose_phases_are_narrower_than_the_input()
    {
        var b = new GraphBuilder(6);
        Tensor x = b.Input(1, 3, 10, 5);
        b.Output(b.Add(new ConvTranspose(new Window2D(2, 4, 2, 4, 1, 1, 1, 1, 0, 2), 1), ElementType.Float32, [1, 3, 19, 17], x, b.Weights(3, 3, 2, 4), b.Weights(3)));
        EmittedCheck.Run(b);
    }

    /// <summary>Where no tap reaches an output it is the bias, whatever the input.</summary>
    [Fact]
    public void ConvTranspose_of_infinities_keeps_the_bias_where_no_tap_reaches()
    {
        var b = new GraphBuilder(7);
        Tensor x = b.Input(1, 1, 2, 2);
        Tensor y = b.Add(new ConvTranspose(new Window2D(1, 1, 3, 3, 1, 1, 0, 0, 0, 0), 1), ElementType.Float32, [1, 1, 4, 4], x, b.Constant(new TensorData(Shape.Of(1, 1, 1, 1), [2f])), b.Constant(new TensorData(Shape.Of(1), [0.5f])));
        b.Output(y);
        var value = new TensorData(x.Shape, [float.PositiveInfinity, 1, float.NegativeInfinity, 3]);
        EmittedCheck.RunOn(b, new Dictionary<string, TensorData> { [x.Name] = value });
        Assert.Equal(
            [float.PositiveInfinity, 0.5f, 0.5f, 2.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, 0.5f, float.NegativeInfinity, 0.5f, 0.5f, 6.5f],
            Compiler.Interpreter.Interpreter.Run(b.Build(), new Dictionary<string, TensorData> { [x.Name] = value })[y.Name].Floats);
    }

    /// <summary>Windows that leave out pixels before the first one and behind the last: negative padding.</summary>
    [Fact]
    public void Windows_that_start_inside_the_input()
    {
        var b = new GraphBuilder(8);
        Tensor x = b.Input(1, 4, 12, 10);
        var window = new Window2D(1, 2, 4, 5, 1, 1, -1, -1, -2, -2);
        var q = new QuantParams(ElementType.UInt8, [0.02f], [128]);
        Tensor bytes = b.Input(ElementType.UInt8, 1, 4, 12, 10);
        b.Output(b.Add(new Conv(window, 1), ElementType.Float32, [1, 6, 3, 2], x, b.Weights(6, 4, 1, 2), b.Weights(6)));
        b.Output(b.Add(new Conv(window, 4), ElementType.Float32, [1, 4, 3, 2], x, b.Weights(4, 1, 1, 2), b.Weights(4)));
        b.Output(b.Add(new MaxPool(window), ElementType.Float32, [1, 4, 3, 2], x));
        b.Output(b.Add(new AveragePool(window, true), ElementType.Float32, [1, 4, 3, 2], x));
        b.Output(b.Add(new MaxPool(window), ElementType.UInt8, [1, 4, 3, 2], bytes));
        b.Output(b.Add(new QAveragePool(window, false, q, q), ElementType.UInt8, [1, 4, 3, 2], bytes));
        var weights = new QuantParams(ElementType.Int8, [.. Enumerable.Repeat(0.003f, 6)], [.. new int[6]]);
        b.Output(b.Add(new QConv(window, 1, q, weights, q), ElementType.UInt8, [1, 6, 3, 2], bytes, b.SBytes(-127, 127, 6, 4, 1, 2), b.Ints(-3000, 3000, 6)));
        EmittedCheck.Run(b);
    }

    /// <summary>The second operand is a smaller tensor in the memory of the first, which the sum must not overwrite while it is read.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(4)]
    public void Sums_with_a_part_of_themselves(int rank)
    {
        var b = new GraphBuilder(9);
        Tensor x = b.Same(new Unary(UnaryKind.Relu), b.Input(1, 4, 4, 4));
        Tensor one = b.Add(new Slice([0, 0, 1, 0], [1, 1, 1, 1]), ElementType.Float32, [1, 4, 1, 4], x);
        int[] dims = rank switch { 1 => [4], 3 => [1, 1, 4], _ => [1, 1, 1, 4] };
        Tensor part = b.Add(new Slice([0, 1, 0, 0], [1, 1, 1, 1]), ElementType.Float32, [1, 1, 1, 4], one);
        b.Output(b.Same(new Unary(UnaryKind.Neg), b.Same(new Binary(BinaryKind.Add), x, rank == 4 ? part : b.Add(new Reshape(), ElementType.Float32, dims, part))));
        EmittedCheck.Run(b);
    }
}
