using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>Float operators of the interpreter against ONNX Runtime on random shapes and attributes, within 1e-5 (relative above 1).</summary>
public class FloatAgainstOrtTests
{
    private const int Cases = 25;

    private static void Each(Func<RandomQuantization, OneNode> make)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            OneNode node = make(new RandomQuantization(seed)).Within(1e-5f);
            try
            {
                node.SameAsOrt();
            }
            catch (Exception e)
            {
                throw new Xunit.Sdk.XunitException($"case {seed}: {e.Message}");
            }
        }
    }

    private static TensorData Floats(RandomQuantization r, double from, double to, params long[] dims)
    {
        Shape shape = Shape.Of([.. dims.Select(d => (int)d)]);
        return new TensorData(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)(from + ((to - from) * r.Random.NextDouble())))]);
    }

    private static OnnxTensor Weights(RandomQuantization r, params long[] dims) => OnnxModelBuilder.Tensor("", dims, Floats(r, -0.5, 0.5, dims).Floats);

    [Fact]
    public void Conv() => Each(r =>
    {
        int group = r.Size(1, 3), c = r.Size(1, 6), m = r.Size(1, 5) * group, k = r.Size(1, 4);
        OneNode node = new OneNode("Conv").In(Floats(r, -2, 2, r.Size(1, 2), c * group, r.Size(7, 12), r.Size(7, 12))).Const(Weights(r, m, c, k, r.Size(1, 3)));
        node = r.Flip() ? node.Const(Weights(r, m)) : node;
        return node.Attr("group", group).Attr("dilations", new[] { r.Size(1, 2), r.Size(1, 2) }).Attr("strides", new[] { r.Size(1, 3), r.Size(1, 2) }).Attr("pads", new[] { 1, 0, r.Size(0, 2), 1 });
    });

    [Fact]
    public void ConvTranspose() => Each(r =>
    {
        int group = r.Size(1, 2), c = r.Size(1, 4) * group, m = r.Size(1, 3), s = r.Size(1, 3);
        OneNode node = new OneNode("ConvTranspose").In(Floats(r, -2, 2, 1, c, r.Size(2, 6), r.Size(2, 6))).Const(Weights(r, c, m, r.Size(2, 4), r.Size(2, 4)));
        node = r.Flip() ? node.Const(Weights(r, m * group)) : node;
        return node.Attr("group", group).Attr("strides", new[] { s, s }).Attr("pads", new[] { r.Size(0, 1), r.Size(0, 1), 0, 1 }).Attr("output_padding", new[] { s - 1, 0 });
    });

    [Fact]
    public void Products() => Each(r =>
    {
        int m = r.Size(1, 6), k = r.Size(1, 30), n = r.Size(1, 9);
        bool transA = r.Flip(), transB = r.Flip();
        return r.Flip()
            ? new OneNode("MatMul").In(Floats(r, -1, 1, r.Flip() ? [2, m, k] : [m, k])).In(Floats(r, -1, 1, r.Flip() ? [2, k, n] : [k, n]))
            : new OneNode("Gemm").In(Floats(r, -1, 1, transA ? [k, m] : [m, k])).Const(Weights(r, transB ? [n, k] : [k, n])).Const(Weights(r, r.Flip() ? [n] : [m, 1]))
                .Attr("transA", transA ? 1 : 0).Attr("transB", transB ? 1 : 0).Attr("alpha", r.Flip() ? 1f : 0.7f).Attr("beta", r.Flip() ? 1f : 1.3f);
    });

    [Theory]
    [InlineData("Relu")]
    [InlineData("LeakyRelu")]
    [InlineData("Elu")]
    [InlineData("Sigmoid")]
    [InlineData("HardSigmoid")]
    [InlineData("HardSwish")]
    [InlineData("Mish", 18)]
    [InlineData("Tanh")]
    [InlineData("Softplus")]
    [InlineData("Erf")]
    [InlineData("Exp")]
    [InlineData("Neg")]
    [InlineData("Abs")]
    [InlineData("Floor")]
    [InlineData("Ceil")]
    [InlineData("Round")]
    [InlineData("Reciprocal")]
    public void Functions(string op, int opset = 17)
        => new OneNode(op, opset).In(Floats(new RandomQuantization(1), -9, 9, 3000)).Within(1e-5f).SameAsOrt();

    [Theory]
    [InlineData("Sqrt")]
    [InlineData("Log")]
    public void Functions_of_positive_numbers(string op)
        => new OneNode(op).In(Floats(new RandomQuantization(1), 1e-4, 60, 3000)).Within(1e-5f).SameAsOrt();

    [Theory]
    [InlineData("Add")]
    [InlineData("Sub")]
    [InlineData("Mul")]
    [InlineData("Div")]
    [InlineData("Pow")]
    [InlineData("Max")]
    [InlineData("Min")]
    [InlineData("PRelu")]
    [InlineData("Greater")]
    [InlineData("LessOrEqual")]
    public void Functions_of_two(string op) => Each(r =>
    {
        long[] a = [r.Size(1, 3), r.Size(1, 4), r.Size(1, 5)], b = [1, a[1], r.Flip() ? 1 : a[2]];
        double low = op == "Pow" ? 0.1 : -3;
        return new OneNode(op).In(Floats(r, low, 3, a)).In(Floats(r, low, 3, r.Flip() ? b[1..] : b));
    });

    [Fact]
    public void Softmax() => Each(r => new OneNode("Softmax", r.Flip() ? 13 : 11).In(Floats(r, -20, 20, 2, r.Size(1, 40), r.Size(1, 5))).Attr("axis", r.Size(0, 2)));

    [Fact]
    public void Pools() => Each(r => (r.Flip() ? new OneNode("MaxPool", 19) : new OneNode("AveragePool", 19).Attr("count_include_pad", r.Size(0, 1))).In(Floats(r, -2, 2, 1, 3, r.Size(4, 12), r.Size(4, 12)))
        .Attr("kernel_shape", new[] { r.Size(2, 3), r.Size(1, 3) }).Attr("strides", new[] { r.Size(1, 3), r.Size(1, 3) }).Attr("pads", new[] { 1, 0, r.Size(0, 1), 0 }).Attr("ceil_mode", r.Size(0, 1)));

    [Theory]
    [InlineData("ReduceMean")]
    [InlineData("ReduceSum")]
    [InlineData("ReduceMax")]
    [InlineData("ReduceMin")]
    [InlineData("ReduceL2")]
    [InlineData("ReduceProd")]
    public void Reductions(string op) => Each(r => new OneNode(op, op == "ReduceSum" ? 11 : 17).In(Floats(r, -1.5, 1.5, r.Size(1, 4), r.Size(1, 6), r.Size(1, 6)))
        .Attr("axes", r.Random.Next(3) switch { 0 => [2], 1 => [0, 1], _ => new[] { -1, 1 } }).Attr("keepdims", r.Size(0, 1)));

    [Theory]
    [InlineData("linear")]
    [InlineData("cubic")]
    public void Resize(string mode) => Each(r => new OneNode("Resize").In(Floats(r, -2, 2, 1, 2, r.Size(2, 7), r.Size(2, 7))).None().None().Const(1L, 2L, r.Size(1, 15), r.Size(2, 15))
        .Attr("mode", mode).Attr("coordinate_transformation_mode", r.Random.Next(4) switch { 0 => "asymmetric", 1 => "align_corners", 2 => "pytorch_half_pixel", _ => "half_pixel" }));

    [Fact]
    public void BatchNormalization() => Each(r =>
    {
        int c = r.Size(1, 5);
        OnnxTensor variance = OnnxModelBuilder.Tensor("", [c], Floats(r, 0.1, 2, c).Floats);
        return new OneNode("BatchNormalization").In(Floats(r, -2, 2, 1, c, 3, r.Size(1, 5))).Const(Weights(r, c)).Const(Weights(r, c)).Const(Weights(r, c)).Const(variance).Attr("epsilon", 1e-3f);
    });
}
