using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Tests.Import;
using YoloGen.Compiler.Tests.Planning;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>NaNs, infinities, the largest finite numbers and zeros of both signs: as ONNX Runtime, and emitted as interpreted.</summary>
public class SpecialValueTests
{
    private static readonly float[] Special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, float.MaxValue, float.MinValue, 0f, -0f, 1, -1, 2.5f];

    private static TensorData Values(int seed, params int[] dims)
    {
        var random = new Random(seed);
        Shape shape = Shape.Of(dims);
        return new TensorData(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => random.Next(3) > 0 ? (float)((random.NextDouble() * 4) - 2) : Special[random.Next(Special.Length)])]);
    }

    [Theory]
    [InlineData(2, 1, 1)]
    [InlineData(2, 2, 2)]
    [InlineData(3, 3, 1)]
    [InlineData(3, 2, 2)]
    [InlineData(1, 4, 1)]
    [InlineData(4, 1, 2)]
    public void MaxPool(int height, int width, int stride)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            new OneNode("MaxPool").In(Values(seed, 1, 3, 9, 8)).Attr("kernel_shape", new[] { height, width }).Attr("strides", new[] { stride, stride }).Within(0).SameAsOrt();
        }
    }

    /// <summary>The largest and the lowest float: their difference overflows, no weighted mean of them does.</summary>
    [Fact]
    public void Linear_Resize_between_the_ends_of_the_range()
    {
        var x = new TensorData(Shape.Of(1, 1, 1, 2), [float.MaxValue, float.MinValue]);
        NetworkGraph graph = new OneNode("Resize", 13).In(x).None().Const(1f, 1, 1, 2).Attr("mode", "linear").Import();
        float[] y = Compiler.Interpreter.Interpreter.Run(graph, new Dictionary<string, TensorData> { ["x0"] = x })["y0"].Floats;
        Assert.All(y.Zip([1f, 0.5f, -0.5f, -1f]), p => Assert.Equal(p.Second, p.First / float.MaxValue, 1e-6f));
    }

    /// <summary>Infinities beside each other stay infinite: a difference of two would be no number.</summary>
    [Theory]
    [InlineData("half_pixel", 2f, 3f)]
    [InlineData("align_corners", 2f, 3f)]
    [InlineData("asymmetric", 2f, 2f)]
    [InlineData("half_pixel", 0.5f, 1f)]
    public void Linear_Resize(string coordinates, float rows, float columns)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            TensorData x = Values(seed, 1, 3, 4, 6);
            OneNode node = new OneNode("Resize", 13).In(new TensorData(x.Shape, Array.ConvertAll(x.Floats, v => float.IsFinite(v) ? Math.Clamp(v, -2, 2) : v))).None().Const(1f, 1, rows, columns);
            node.Attr("mode", "linear").Attr("coordinate_transformation_mode", coordinates).SameAsOrt();
        }
    }

    /// <summary>x / alpha overflows where x does not.</summary>
    [Fact]
    public void Celu() => new OneNode("Celu").In(new TensorData(Shape.Of(6), [float.MaxValue, float.MinValue, 3e38f, float.NaN, float.NegativeInfinity, float.PositiveInfinity])).Attr("alpha", 0.4f).SameAsOrt();

    /// <summary>Modulo 2^32: (-1291)^3 = -2151685171, beyond 32 bits; the exponent has another type, as in the emitted class.</summary>
    [Fact]
    public void Powers_of_integers_wrap()
    {
        var x = new TensorData(Shape.Of(3), [-1291, 1300, 7]);
        NetworkGraph graph = new OneNode("Pow").In(x).Scalar(3L).Import();
        Assert.Equal([2143282125, -2097967296, 343], Compiler.Interpreter.Interpreter.Run(graph, new Dictionary<string, TensorData> { ["x0"] = x })["y0"].Ints);
        new OneNode("Pow").In(x).Scalar(3L).SameAsOrt();
    }

    /// <summary>
    /// A NaN stays if it is the first element and is skipped elsewhere. ONNX Runtime agrees on short rows and on columns; in long rows its vectors
    /// start in several places.
    /// </summary>
    [Theory]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    public void Reductions(string op)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            new OneNode(op).In(Values(seed, 9, 3)).Attr("axes", new[] { 1 }).Within(0).SameAsOrt();
            new OneNode(op).In(Values(seed, 2, 12)).Attr("axes", new[] { 0 }).Within(0).SameAsOrt();
            TensorData x = Values(seed, 3, 11);
            float[] result = Compiler.Interpreter.Interpreter.Run(new OneNode(op).In(x).Attr("axes", new[] { 1 }).Import(), new Dictionary<string, TensorData> { ["x0"] = x })["y0"].Floats;
            Assert.Equal(
                x.Floats.Chunk(11).Select(r => float.IsNaN(r[0]) ? float.NaN : r.Where(v => !float.IsNaN(v)).Aggregate((m, v) => (op == "ReduceMax" ? v > m : v < m) ? v : m)), result);
        }
    }

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("Less")]
    [InlineData("LessOrEqual")]
    [InlineData("Greater")]
    [InlineData("GreaterOrEqual")]
    [InlineData("Equal")]
    public void Pairs(string op)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            new OneNode(op).In(Values(seed, 4, 9)).In(Values(seed + 100, 4, 9)).Within(0).SameAsOrt();
        }
    }

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Sign")]
    [InlineData("Abs")]
    [InlineData("ThresholdedRelu")]
    public void Functions(string op)
    {
        for (int seed = 0; seed < 20; seed++)
        {
            new OneNode(op).In(Values(seed, 4, 9)).Within(0).SameAsOrt();
        }
    }

    [Fact]
    public void Clip()
    {
        TensorData x = Values(3, 6, 9);
        new OneNode("Clip").In(x).Scalar(-1f).Scalar(2f).Within(0).SameAsOrt();
        new OneNode("Clip").In(x).Scalar(float.NegativeInfinity).Scalar(0.5f).Within(0).SameAsOrt();
        new OneNode("Clip").In(x).Scalar(0f).Scalar(float.MaxValue).Within(0).SameAsOrt();
    }

    /// <summary>Padding is no value: the largest of -infinity and padding is -infinity.</summary>
    [Fact]
    public void Padding_never_wins()
    {
        var x = new TensorData(Shape.Of(1, 1, 1, 2), [float.NegativeInfinity, float.NegativeInfinity]);
        NetworkGraph graph = new OneNode("MaxPool").In(x).Attr("kernel_shape", new[] { 1, 3 }).Attr("pads", new[] { 0, 1, 0, 1 }).Import();
        Assert.All(Compiler.Interpreter.Interpreter.Run(graph, new Dictionary<string, TensorData> { ["x0"] = x })["y0"].Floats, v => Assert.Equal(float.NegativeInfinity, v));
    }

    [Fact]
    public void Emitted_as_interpreted()
    {
        var b = new GraphBuilder(3);
        Tensor x = b.Input(1, 19, 7, 6), z = b.Input(1, 19, 7, 6);
        b.Output(b.Add(new MaxPool(GraphBuilder.Window(3, 1, 1)), ElementType.Float32, [1, 19, 7, 6], x));
        b.Output(b.Add(new MaxPool(GraphBuilder.Window(2, 2)), ElementType.Float32, [1, 19, 3, 3], x));
        foreach (ReduceKind kind in (ReduceKind[])[ReduceKind.Max, ReduceKind.Min])
        {
            b.Output(b.Add(new Reduce(kind, [1], true), ElementType.Float32, [1, 1, 7, 6], x));
            b.Output(b.Add(new Reduce(kind, [2, 3], true), ElementType.Float32, [1, 19, 1, 1], x));
            b.Output(b.Add(new Reduce(kind, [0, 1, 2, 3], true), ElementType.Float32, [1, 1, 1, 1], x));
        }

        b.Output(b.Add(new Reduce(ReduceKind.Max, [2, 3], true, IsGlobalPool: true), ElementType.Float32, [1, 19, 1, 1], x));
        b.Output(b.Same(new Binary(BinaryKind.Max), x, z));
        b.Output(b.Same(new Binary(BinaryKind.Min), x, z));
        b.Output(b.Same(new Unary(UnaryKind.Relu), x));
        b.Output(b.Add(new Binary(BinaryKind.Less), ElementType.Bool, [1, 19, 7, 6], x, z));
        EmittedCheck.RunOn(b, new Dictionary<string, TensorData> { [x.Name] = Values(1, 1, 19, 7, 6), [z.Name] = Values(2, 1, 19, 7, 6) });
    }
}
