using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Tests.Import;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Interpreter;

/// <summary>Quantized operators of the interpreter against ONNX Runtime, bit for bit, on random types, shapes and parameters.</summary>
public class QuantizedAgainstOrtTests
{
    private const int Cases = 60;

    private static void Each(Func<RandomQuantization, OneNode> make)
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            OneNode node = make(new RandomQuantization(seed));
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

    [Fact]
    public void QLinearConv() => Each(r =>
    {
        int group = r.Flip() ? 1 : r.Size(1, 4), inputs = r.Size(1, 20), outputs = r.Size(1, 9), kh = r.Size(1, 3), kw = r.Size(1, 3);
        bool depthwise = r.Random.Next(4) == 0;
        (inputs, outputs) = depthwise ? (1, r.Size(1, 2)) : (inputs, outputs);
        ElementType x = r.Type(), w = x == ElementType.Int8 || r.Flip() ? ElementType.Int8 : ElementType.UInt8;
        int m = outputs * group;
        bool perChannel = r.Flip(), zeroPoints = w == ElementType.UInt8 || r.Flip();
        OneNode node = new OneNode("QLinearConv").In(r.Bytes(x, 1, inputs * group, r.Size(3, 9), r.Size(3, 9)));
        r.Params(node, x).Const(r.Constant(w, m, inputs, kh, kw));
        node.Const(OnnxModelBuilder.Tensor("", perChannel ? [m] : [], r.Scales(perChannel ? m : 1)));

        // ONNX Runtime takes one zero point of the weights, repeated or not.
        node.Const(zeroPoints && !perChannel ? r.Constant(w) : Repeated(r, w, perChannel ? m : 0, zeroPoints));
        r.Near(node, 60 * Math.Sqrt(inputs * kh * kw) * 0.05, x);
        node = r.Flip() ? node.Const(r.Bias(m)) : node;
        return node.Attr("group", group).Attr("strides", new[] { r.Size(1, 2), r.Size(1, 2) }).Attr("pads", new[] { r.Size(0, 1), r.Size(0, 1), r.Size(0, 1), r.Size(0, 1) });
    });

    [Fact]
    public void QLinearMatMul() => Each(r =>
    {
        ElementType a = r.Type(), b = a == ElementType.Int8 || r.Flip() ? ElementType.Int8 : ElementType.UInt8;
        int m = r.Size(1, 7), k = r.Size(1, 90), n = r.Size(1, 20);
        bool perColumn = r.Flip();
        OneNode node = new OneNode("QLinearMatMul").In(r.Bytes(a, m, k));
        r.Params(node, a).Const(r.Constant(b, k, n));
        node.Const(OnnxModelBuilder.Tensor("", perColumn ? [n] : [], r.Scales(perColumn ? n : 1))).Const(r.Constant(b, perColumn ? [n] : []));
        return r.Near(node, 60 * Math.Sqrt(k) * 0.05, a);
    });

    [Fact]
    public void QGemm() => Each(r =>
    {
        ElementType a = r.Type(), b = a == ElementType.Int8 || r.Flip() ? ElementType.Int8 : ElementType.UInt8;
        int m = r.Size(1, 7), k = r.Size(1, 90), n = r.Size(1, 20);
        bool perColumn = r.Flip(), transA = r.Flip(), transB = r.Flip();
        OneNode node = new OneNode("com.microsoft:QGemm").In(r.Bytes(a, transA ? [k, m] : [m, k]));
        r.Params(node, a).Const(r.Constant(b, transB ? [n, k] : [k, n]));
        node.Const(OnnxModelBuilder.Tensor("", perColumn ? [n] : [], r.Scales(perColumn ? n : 1))).Const(r.Constant(b, perColumn ? [n] : []));
        node = r.Flip() ? node.Const(r.Bias(n)) : node.None();
        return r.Near(node, 60 * Math.Sqrt(k) * 0.05, a).Attr("transA", transA ? 1 : 0).Attr("transB", transB ? 1 : 0);
    });

    [Fact]
    public void ConvInteger() => Each(r =>
    {
        int c = r.Size(1, 9), group = r.Size(1, 2), m = r.Size(1, 5) * group;
        ElementType x = r.Type(), w = x == ElementType.Int8 || r.Flip() ? ElementType.Int8 : ElementType.UInt8;
        OneNode node = new OneNode("ConvInteger").In(r.Bytes(x, 1, c * group, r.Size(3, 9), r.Size(3, 9))).Const(r.Constant(w, m, c, r.Size(1, 3), r.Size(1, 3)));
        node = r.Flip() ? node.Const(r.Constant(x)) : node.In(r.Bytes(x));
        return node.Const(r.Constant(w)).Attr("group", group).Attr("pads", new[] { 1, 0, 0, 1 });
    });

    [Fact]
    public void MatMulInteger() => Each(r =>
    {
        ElementType a = r.Type(), b = a == ElementType.Int8 || r.Flip() ? ElementType.Int8 : ElementType.UInt8;
        int k = r.Size(1, 90), n = r.Size(1, 20);
        return new OneNode("MatMulInteger").In(r.Bytes(a, r.Size(1, 3), r.Size(1, 5), k)).Const(r.Constant(b, k, n)).Const(r.Constant(a)).Const(r.Constant(b, r.Flip() ? [n] : []));
    });

    [Fact]
    public void QuantizeLinear() => Each(r =>
    {
        ElementType type = r.Type();
        float scale = r.Scale();
        float[] special = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 3e38f, -3e38f, 1e10f, -0f, float.Epsilon];
        float[] x = [.. special, .. Enumerable.Range(0, 600).Select(i => r.Flip() ? (r.Random.Next(-400, 400) + 0.5f) * scale : (float)((r.Random.NextDouble() * 600) - 300) * scale)];
        return new OneNode("QuantizeLinear").In(new TensorData(Shape.Of(x.Length), x)).Scalar(scale).Const(r.Constant(type));
    });

    [Fact]
    public void QuantizeLinear_per_axis() => Each(r =>
    {
        ElementType type = r.Type();
        int c = r.Size(1, 5);
        return new OneNode("QuantizeLinear").In(2, c, 7).Const(r.Scales(c)).Const(r.Constant(type, c)).Attr("axis", 1);
    });

    [Fact]
    public void DequantizeLinear() => Each(r =>
    {
        ElementType type = r.Type();
        int c = r.Size(1, 5);
        return r.Flip()
            ? r.Params(new OneNode("DequantizeLinear").In(r.Bytes(type, 256)), type).Within(0)
            : new OneNode("DequantizeLinear").In(r.Bytes(type, 2, c, 7)).Const(r.Scales(c)).Const(r.Constant(type, c)).Attr("axis", 1).Within(0);
    });

    [Fact]
    public void DynamicQuantizeLinear() => Each(r =>
    {
        double low = (r.Random.NextDouble() * 4) - 2.5, range = r.Random.Next(8) == 0 ? 0 : r.Random.NextDouble() * 5;
        float[] x = [.. Enumerable.Range(0, r.Size(1, 500)).Select(_ => (float)(low + (range * r.Random.NextDouble())))];
        return new OneNode("DynamicQuantizeLinear").In(new TensorData(Shape.Of(x.Length), x)).Outputs(3).Within(0);
    });

    [Theory]
    [InlineData("QLinearAdd")]
    [InlineData("QLinearMul")]
    public void QLinearBinary(string op) => Each(r =>
    {
        ElementType type = r.Type();
        int rank = r.Size(1, 4);
        long[] a = [.. Enumerable.Range(0, rank).Select(_ => (long)r.Size(1, 12))], b = [.. a];
        for (int i = 0; i < rank; i++)
        {
            switch (r.Random.Next(6))
            {
                case 0: a[i] = 1; break;
                case 1: b[i] = 1; break;
            }
        }

        b = r.Random.Next(5) == 0 ? b[1..] : b;
        OneNode node = new OneNode("com.microsoft:" + op);
        r.Params(node.In(r.Bytes(type, a)), type);
        r.Params(node.In(r.Bytes(type, b)), type);
        return r.Params(node, type);
    });

    [Fact]
    public void QLinearConcat() => Each(r =>
    {
        ElementType type = r.Type();
        OneNode node = r.Params(new OneNode("com.microsoft:QLinearConcat").Attr("axis", 1), type);
        r.Params(node.In(r.Bytes(type, 2, 3, 40)), type);
        return r.Params(node.In(r.Bytes(type, 2, 2, 40)), type);
    });

    [Fact]
    public void QLinearAveragePool() => Each(r =>
    {
        ElementType type = r.Type();
        float scale = r.Scale();
        int kh = r.Size(1, 4), kw = r.Size(1, 4);
        OneNode node = new OneNode("com.microsoft:QLinearAveragePool").In(r.Bytes(type, 1, 3, r.Size(4, 12), r.Size(4, 12))).Scalar(scale).Const(r.Constant(type));
        return r.Near(node, scale, type).Attr("kernel_shape", new[] { kh, kw }).Attr("strides", new[] { r.Size(1, 3), r.Size(1, 3) })
            .Attr("pads", new[] { r.Size(0, kh - 1), r.Size(0, kw - 1), r.Size(0, kh - 1), r.Size(0, kw - 1) }).Attr("count_include_pad", r.Size(0, 1)).Attr("ceil_mode", r.Size(0, 1));
    });

    [Fact]
    public void QLinearGlobalAveragePool() => Each(r =>
    {
        ElementType type = r.Type();
        float scale = r.Scale();
        return r.Near(new OneNode("com.microsoft:QLinearGlobalAveragePool").In(r.Bytes(type, 1, r.Size(1, 40), r.Size(1, 15), r.Size(1, 15))).Scalar(scale).Const(r.Constant(type)), scale, type)
            .Attr("channels_last", 0);
    });

    [Fact]
    public void QLinearLeakyRelu() => Each(r =>
    {
        ElementType type = r.Type();
        return r.Params(r.Params(new OneNode("com.microsoft:QLinearLeakyRelu").In(r.Bytes(type, 1000)), type), type).Attr("alpha", (float)r.Random.NextDouble());
    });

    /// <summary>Rows of at least 4: in shorter ones a product overflows inside ONNX Runtime.</summary>
    [Fact]
    public void QLinearSoftmax() => Each(r =>
    {
        ElementType type = r.Type();
        return r.Params(new OneNode("com.microsoft:QLinearSoftmax").In(r.Bytes(type, 3, r.Size(4, 60), r.Size(4, 9))), type)
            .Scalar(r.Flip() ? 1f / 256 : (float)(0.002 + (0.01 * r.Random.NextDouble()))).Const(r.Flip() ? r.Constant(type) : Least(type)).Attr("axis", r.Size(1, 2)).Attr("opset", 13);
    });

    /// <summary>Tables of exactly rounded values; ONNX Runtime approximates the function.</summary>
    [Fact]
    public void QLinearSigmoid_is_at_most_1_away()
    {
        for (int seed = 0; seed < Cases; seed++)
        {
            var r = new RandomQuantization(seed);
            ElementType type = r.Type();
            TensorData x = r.Bytes(type, 500);
            OnnxModel model = r.Params(r.Params(new OneNode("com.microsoft:QLinearSigmoid").In(x), type), type).Model();
            var inputs = new Dictionary<string, TensorData>(StringComparer.Ordinal) { ["x0"] = x };
            TensorData expected = OrtReference.Run(model, inputs)["y0"];
            TensorData found = Compiler.Interpreter.Interpreter.Run(YoloGen.Compiler.Import.Importer.Import(model), inputs)["y0"];
            for (int i = 0; i < 500; i++)
            {
                Assert.InRange(found.IntegerAt(i) - expected.IntegerAt(i), -1, 1);
            }
        }
    }

    [Fact]
    public void MaxPool() => Each(r => new OneNode("MaxPool").In(r.Bytes(r.Type(), 1, 3, r.Size(4, 12), r.Size(4, 12))).Attr("kernel_shape", new[] { 3, 2 })
        .Attr("strides", new[] { r.Size(1, 2), r.Size(1, 2) }).Attr("pads", new[] { 1, 0, 1, 1 }).Attr("ceil_mode", r.Size(0, 1)));

    [Fact]
    public void Resize_nearest() => Each(r => new OneNode("Resize").In(r.Bytes(r.Type(), 1, 3, r.Size(2, 7), r.Size(2, 7))).None().Const(1f, 1f, (float)(0.5 + (2 * r.Random.NextDouble())), 2f)
        .Attr("mode", "nearest").Attr("coordinate_transformation_mode", r.Flip() ? "asymmetric" : "half_pixel").Attr("nearest_mode", r.Flip() ? "floor" : "round_prefer_floor"));

    private static OnnxTensor Least(ElementType type)
        => type == ElementType.UInt8 ? OnnxModelBuilder.Tensor("", [], [(byte)0]) : OnnxModelBuilder.Tensor("", [], [(sbyte)-128]);

    private static OnnxTensor Repeated(RandomQuantization r, ElementType type, int count, bool random)
    {
        TensorData one = r.Bytes(type);
        long[] dims = count == 0 ? [] : [count];
        int n = Math.Max(1, count);
        return type == ElementType.UInt8
            ? OnnxModelBuilder.Tensor("", dims, [.. Enumerable.Repeat(random ? one.Bytes[0] : (byte)0, n)])
            : OnnxModelBuilder.Tensor("", dims, [.. Enumerable.Repeat(random ? one.SBytes[0] : (sbyte)0, n)]);
    }
}
