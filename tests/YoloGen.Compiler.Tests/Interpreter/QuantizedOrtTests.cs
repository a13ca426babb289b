using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>Each quantized operator of the interpreter against ONNX Runtime, bit for bit, with random parameters.</summary>
public sealed class QuantizedOrtTests
{
    private const int Seeds = 12;

    [Theory]
    [InlineData("QLinearAdd", true)]
    [InlineData("QLinearAdd", false)]
    [InlineData("QLinearMul", true)]
    [InlineData("QLinearMul", false)]
    public void Elementwise(string op, bool signed)
    {
        long[][][] shapes = [[[3, 700], [3, 700]], [[1], [2100]], [[2100], [1]], [[30, 1], [1, 7]], [[1, 5, 1, 1], [1, 5, 9, 9]], [[1, 5, 9, 9], [5, 1, 1]]];
        for (int seed = 0; seed < 4 * Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            long[][] pair = shapes[seed % shapes.Length];
            OneNode node = dice.Params(dice.Input(new OneNode("com.microsoft:" + op), pair[0]));
            dice.Params(dice.Params(dice.Input(node, pair[1]))).SameAsOrt();
        }
    }

    /// <summary>Parameters for which the roundings of the constant part decide the result.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Addition_where_the_last_bit_decides(bool swapped)
    {
        var random = new Random(3);
        int found = 0;
        for (int i = 0; i < 4000 && found < 20; i++)
        {
            float sa = Scale(random), sb = Scale(random), sc = Scale(random), ra = sa / sc, rb = sb / sc;
            byte za = (byte)random.Next(256), zb = (byte)random.Next(256), zc = (byte)random.Next(256);
            float productA = ra * za, productB = rb * zb, plain = zc - (productA + productB), fused = zc - MathF.FusedMultiplyAdd(ra, za, productB);
            if (plain == fused || Find(ra, rb, plain, fused) is not { } pair)
            {
                continue;
            }

            (byte a, byte b) = pair;

            found++;
            TensorData one = new(Shape.Of(1), new[] { a }), many = new(Shape.Of(9), [.. Enumerable.Repeat(b, 9)]);
            TensorData first = swapped ? one : new TensorData(Shape.Of(9), [.. Enumerable.Repeat(a, 9)]);
            new OneNode("com.microsoft:QLinearAdd").In(first).Scalar(sa).Scalar(za).In(many).Scalar(sb).Scalar(zb).Scalar(sc).Scalar(zc).SameAsOrt();
        }

        Assert.True(found > 10, $"{found} cases");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Concat(bool signed)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            OneNode node = dice.Params(new OneNode("com.microsoft:QLinearConcat"));
            for (int i = 0; i < 3; i++)
            {
                node = dice.Params(dice.Input(node, 1, 40 + i, 5, 5));
            }

            node.Attr("axis", 1L).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Average_pool(bool signed)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            int pad = seed % 2;
            dice.Params(dice.Params(dice.Input(new OneNode("com.microsoft:QLinearAveragePool"), 1, 5, 11, 9)))
                .Attr("kernel_shape", new long[] { 3, 2 }).Attr("strides", new long[] { 1 + (seed % 3), 1 }).Attr("pads", new long[] { pad, pad, pad, pad })
                .Attr("count_include_pad", seed / 2 % 2 == 1 ? 1L : 0L).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Global_average_pool(bool signed)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            dice.Params(dice.Params(dice.Input(new OneNode("com.microsoft:QLinearGlobalAveragePool"), 1, 33, 7, 8))).SameAsOrt();
        }
    }

    /// <summary>Output scales of 1/256 for uint8 are left out: ONNX Runtime's byte wraps to 0 there where the probability is 1.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Softmax(bool signed)
    {
        for (int seed = 0; seed < 3 * Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            OneNode node = dice.Params(dice.Input(new OneNode("com.microsoft:QLinearSoftmax"), 4, 2 + (seed * 17), 3)).Scalar(1 / (seed % 3 == 0 ? signed ? 256f : 255.4f : 100 + (4 * seed)));
            (signed ? node.Scalar((sbyte)-128) : node.Scalar((byte)0)).Attr("axis", seed % 2 == 0 ? 1L : 2L).Attr("opset", 13L).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(true, true, 1)]
    [InlineData(false, true, 1)]
    [InlineData(false, false, 1)]
    [InlineData(true, true, 4)]
    public void Convolution(bool signed, bool signedWeights, int group)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            bool perChannel = seed % 2 == 0 && signedWeights;
            OneNode node = dice.Params(dice.Input(new OneNode("QLinearConv"), 1, 8, 9, 10));
            node = node.ConstBytes(signedWeights ? ElementType.Int8 : ElementType.UInt8, 12, 8 / group, 3, 3);
            node = perChannel
                ? node.Const([.. Enumerable.Range(0, 12).Select(_ => dice.Scale())]).Const(OnnxModelBuilder.Tensor("", [12], new sbyte[12]))
                : signedWeights ? node.Scalar(dice.Scale()).Scalar((sbyte)(seed % 3 * 5)) : node.Scalar(dice.Scale()).Scalar((byte)(120 + seed));
            node = dice.Params(node, 60).Const(OnnxModelBuilder.Tensor("", [12], [.. Enumerable.Range(0, 12).Select(_ => dice.Next(-9000, 9000))]));
            node.Attr("pads", new long[] { 1, 1, 1, 1 }).Attr("group", (long)group).Attr("strides", new long[] { 1 + (seed % 2), 1 }).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Matrix_product(bool signed)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            OneNode node = dice.Params(dice.Input(new OneNode("QLinearMatMul"), 2, 3, 5, 40));
            if (seed % 2 == 0)
            {
                node = node.ConstBytes(ElementType.Int8, 40, 7).Const([.. Enumerable.Range(0, 7).Select(_ => dice.Scale())]).Const(OnnxModelBuilder.Tensor("", [7], new sbyte[7]));
            }
            else
            {
                node = dice.Params(dice.Input(node, 2, 3, 40, 7));
            }

            dice.Params(node, 60).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(ElementType.UInt8)]
    [InlineData(ElementType.Int8)]
    public void Integer_sums(ElementType weights)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, false);
            OneNode conv = dice.Input(new OneNode("ConvInteger"), 1, 4, 9, 8).ConstBytes(weights, 6, 4, 3, 3).Scalar((byte)dice.Next(0, 255));
            (weights == ElementType.UInt8 ? conv.Scalar((byte)dice.Next(0, 255)) : conv.Scalar((sbyte)dice.Next(-20, 20))).Attr("pads", new long[] { 1, 0, 1, 2 }).SameAsOrt();
            OneNode product = dice.Input(new OneNode("MatMulInteger"), 3, 5, 30).ConstBytes(weights, 30, 9).Scalar((byte)dice.Next(0, 255));
            (weights == ElementType.UInt8 ? product.Scalar((byte)dice.Next(0, 255)) : product.Scalar((sbyte)dice.Next(-20, 20))).SameAsOrt();
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Quantize_and_dequantize(bool signed)
    {
        for (int seed = 0; seed < Seeds; seed++)
        {
            var dice = new QuantizedDice(seed, signed);
            float scale = seed % 3 == 0 ? 0.25f : dice.Scale();
            float[] values = [.. Enumerable.Range(0, 3000).Select(i => i % 3 == 0 ? (dice.Next(-600, 600) + 0.5f) * scale : dice.Next(-30000, 30000) * 0.01f * scale)];
            (values[0], values[1], values[2], values[3]) = (float.PositiveInfinity, float.NegativeInfinity, float.NaN, 3e38f);
            OneNode node = new OneNode("QuantizeLinear").In(new TensorData(Shape.Of(3000), values)).Scalar(scale);
            (signed ? node.Scalar((sbyte)dice.Next(-128, 127)) : node.Scalar((byte)dice.Next(0, 255))).SameAsOrt();
            dice.Params(dice.Input(new OneNode("DequantizeLinear"), 500)).Within(0).SameAsOrt();
        }
    }

    [Fact]
    public void Dynamic_quantize()
    {
        for (int seed = 0; seed < 3 * Seeds; seed++)
        {
            var random = new Random(seed);
            float low = (float)((random.NextDouble() * 4) - 3), range = (float)random.NextDouble() * 5;
            float[] values = [.. Enumerable.Range(0, 400).Select(_ => low + (range * (float)random.NextDouble()))];
            new OneNode("DynamicQuantizeLinear").Outputs(3).In(new TensorData(Shape.Of(400), values)).Within(0).SameAsOrt();
        }
    }

    private static float Scale(Random random) => (float)Math.Exp((random.NextDouble() * 6) - 6);

    /// <summary>Bytes for which the two constants give different results.</summary>
    private static (byte A, byte B)? Find(float ra, float rb, float one, float other)
    {
        for (int i = 0; i < 65536; i++)
        {
            (byte a, byte b) = ((byte)i, (byte)(i >> 8));
            if (Round(a, b, ra, rb, one) != Round(a, b, ra, rb, other))
            {
                return (a, b);
            }
        }

        return null;
    }

    private static int Round(byte a, byte b, float ra, float rb, float constant)
        => (int)Math.Clamp(MathF.Round(MathF.FusedMultiplyAdd(a, ra, MathF.FusedMultiplyAdd(b, rb, constant))), 0, 255);
}
