using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;

namespace YoloGen.Compiler.Tests.Interpreter;

public class InterpreterTests
{
    private static TensorData Longs(params long[] values) => new(Shape.Of(values.Length), values);

    private static TensorData Evaluate(Operator op, ElementType type, Shape shape, params TensorData?[] inputs)
    {
        Tensor?[] tensors = [.. inputs.Select((v, i) => v is null ? null : new Tensor($"x{i}", v.Type, v.Shape))];
        var node = new Node("node", op, tensors, [new Tensor("y", type, shape)]);
        return YoloGen.Compiler.Interpreter.Interpreter.Evaluate(node, inputs)[0];
    }

    [Fact]
    public void Gather_takes_negative_indices_from_the_end()
        => Assert.Equal([30, 10], Evaluate(new Gather(0), ElementType.Int64, Shape.Of(2), Longs(10, 20, 30), Longs(-1, 0)).Longs);

    [Fact]
    public void Gather_refuses_an_index_outside()
        => Assert.Throws<YoloGenException>(() => Evaluate(new Gather(0), ElementType.Int64, Shape.Of(1), Longs(10, 20), Longs(2)));

    [Fact]
    public void Slice_with_negative_step_reverses()
        => Assert.Equal([40, 20], Evaluate(new Slice([3], [-2]), ElementType.Int64, Shape.Of(2), Longs(10, 20, 30, 40)).Longs);

    [Fact]
    public void Concat_joins_inner_axes()
        => Assert.Equal(
            [1, 2, 5, 3, 4, 6],
            Evaluate(new Concat(1), ElementType.Int64, Shape.Of(2, 3), Longs(1, 2, 3, 4).Reshaped(Shape.Of(2, 2)), Longs(5, 6).Reshaped(Shape.Of(2, 1))).Longs);

    [Fact]
    public void Where_broadcasts()
        => Assert.Equal(
            [7, 2, 7],
            Evaluate(new Where(), ElementType.Int64, Shape.Of(3), new TensorData(Shape.Of(3), [true, false, true]), Longs(7), Longs(1, 2, 3)).Longs);

    [Theory]
    [InlineData(-7, 3, 2)]
    [InlineData(7, -3, -2)]
    [InlineData(-6, 3, 0)]
    [InlineData(long.MinValue, -1, 0)]
    public void Mod_has_the_sign_of_the_divisor(long a, long b, long expected)
        => Assert.Equal([expected], Evaluate(new Binary(BinaryKind.Mod), ElementType.Int64, Shape.Of(1), Longs(a), Longs(b)).Longs);

    [Fact]
    public void Signed_bytes_are_not_taken_for_unsigned_ones()
    {
        var x = new TensorData(Shape.Of(2), new sbyte[] { -3, 5 });
        Assert.Equal(-3, x.IntegerAt(0));
        Assert.Equal([-3, -3], Evaluate(new Unary(UnaryKind.Clip, -100, 0), ElementType.Int8, Shape.Of(2), new TensorData(Shape.Of(2), new sbyte[] { -3, -3 })).SBytes);
        Assert.Equal([-3L, 5L], Evaluate(new Cast(), ElementType.Int64, Shape.Of(2), x).Longs);
    }

    [Fact]
    public void Pad_reflects_without_repeating_the_edge()
        => Assert.Equal(
            [3, 2, 1, 2, 3, 2],
            Evaluate(new Pad([2], [1], PadMode.Reflect, 0), ElementType.Int64, Shape.Of(6), Longs(1, 2, 3)).Longs);

    [Fact]
    public void Reduce_keeps_the_order_of_kept_axes()
        => Assert.Equal(
            [3, 7],
            Evaluate(new Reduce(ReduceKind.Sum, [1], false), ElementType.Int64, Shape.Of(2), Longs(1, 2, 3, 4).Reshaped(Shape.Of(2, 2))).Longs);
}
