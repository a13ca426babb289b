using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Passes.Quantized;
using YoloGen.Onnx;
using YoloGen.Verification.Reference;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>Sums between Dequantize and Quantize: the integer form has the bytes of the file's float operators.</summary>
public sealed class SameBytesTests
{
    /// <summary>All pairs of bytes, for parameters of all kinds; ONNX Runtime's own constants miss some pair of every seventh.</summary>
    [Fact]
    public void All_pairs_of_bytes_have_the_float_sum()
    {
        var random = new Random(1);
        int kept = 0, moved = 0, floats = 0;
        for (int i = 0; i < 60; i++)
        {
            ElementType type = i % 2 == 0 ? ElementType.UInt8 : ElementType.Int8;
            int least = type == ElementType.UInt8 ? 0 : -128;
            QuantParams Params(double scale) => new(type, [(float)scale], [random.Next(4) == 0 ? least : least + random.Next(256)]);
            double first = Math.Exp((random.NextDouble() * 4) - 4), second = i % 5 == 0 ? first : first * Math.Exp((random.NextDouble() * 3) - 1.5);
            QuantParams a = Params(first), b = Params(second), y = Params((first + second) * (0.3 + random.NextDouble()));
            if (ExactAddition.Find(a, b, y) is not { } factors)
            {
                floats++;
                continue;
            }

            _ = factors == QAddFactors.Of(a, b, y) ? kept++ : moved++;
            for (int pair = 0; pair < 65536; pair++)
            {
                int left = least + (pair >> 8), right = least + (pair & 255);
                float sum = ((left - a.ZeroPoint) * a.Scale) + ((right - b.ZeroPoint) * b.Scale);
                float expected = Math.Clamp(MathF.Round(sum / y.Scale) + y.ZeroPoint, least, least + 255);
                Assert.True(factors.Apply(left, right, type) == expected, $"{a} {b} {y}: {left} + {right}");
            }
        }

        Assert.True(kept > 30 && moved > 3 && floats < 3, $"{kept} kept, {moved} moved, {floats} in floats");
    }

    /// <summary>alpha * (3 * 10) + 100: 115 with a factor of a half, and not 65 as if the bias had it too.</summary>
    [Theory]
    [InlineData(1f, 130, true)]
    [InlineData(0.5f, 115, false)]
    public void The_factor_of_a_product_is_none_of_the_bias(float alpha, byte expected, bool integer)
    {
        OnnxModel model = new OnnxModelBuilder(19).Input("x", OnnxDataType.UInt8, 1, 1)
            .Initializer(OnnxModelBuilder.Tensor("s", [], [1f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)0])).Initializer(OnnxModelBuilder.Tensor("zw", [], [(sbyte)0]))
            .Initializer(OnnxModelBuilder.Tensor("w", [1, 1], [(sbyte)10])).Initializer("b", [1], 100f)
            .Node("DequantizeLinear", ["x", "s", "z"], ["fx"]).Node("DequantizeLinear", ["w", "s", "zw"], ["fw"])
            .Node("Gemm", ["fx", "fw", "b"], ["f"], ("alpha", alpha)).Node("QuantizeLinear", ["f", "s", "z"], ["y"]).Output("y", OnnxDataType.UInt8, 1, 1).Build();
        NetworkGraph graph = Importer.Import(model), after = PassList.Run(graph);
        var inputs = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(1, 1), new byte[] { 3 }) };
        Assert.Equal(integer, after.Nodes.Any(n => n.Op is QMatMul));
        Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(graph, inputs)["y"].Bytes[0]);
        Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(after, inputs)["y"].Bytes[0]);
    }

    /// <summary>
    /// Of 5 pixels in windows of 3 with stride 3, the last window has two pixels (ceil_mode), of which the mean is taken: 200, not 133 as of three.
    /// Where the windows fit, the integer form is taken.
    /// </summary>
    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void A_mean_over_a_window_that_is_cut_off_divides_by_what_is_left(int width, bool integer)
    {
        OnnxModel model = new OnnxModelBuilder(19).Input("x", OnnxDataType.UInt8, 1, 1, 1, width).Initializer(OnnxModelBuilder.Tensor("s", [], [1f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)0]))
            .Node("DequantizeLinear", ["x", "s", "z"], ["fx"])
            .Node("AveragePool", ["fx"], ["f"], ("kernel_shape", new long[] { 1, 3 }), ("strides", new long[] { 1, 3 }), ("ceil_mode", 1), ("count_include_pad", 1))
            .Node("QuantizeLinear", ["f", "s", "z"], ["y"]).Output("y", OnnxDataType.UInt8, 1, 1, 1, 2).Build();
        NetworkGraph graph = Importer.Import(model), after = PassList.Run(graph);
        var inputs = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(1, 1, 1, width), [.. Enumerable.Repeat((byte)200, width)]) };
        Assert.Equal(integer, after.Nodes.Any(n => n.Op is QAveragePool));
        Assert.Equal([200, 200], Compiler.Interpreter.Interpreter.Run(graph, inputs)["y"].Bytes);
        Assert.Equal([200, 200], Compiler.Interpreter.Interpreter.Run(after, inputs)["y"].Bytes);
    }

    /// <summary>The whole table of an addition through both graphs and ONNX Runtime without optimizations; the second parameters have no constants.</summary>
    [Theory]
    [InlineData(0.037216984f, 90, 0.0147862f, 12, 0.0421f, 101, true)]
    [InlineData(0.069113836f, 114, 0.061709795f, 203, 0.11405802f, 183, false)]
    [InlineData(0.67526233f, 0, 0.23867016f, 220, 0.67526233f, 0, false)]
    public void An_addition_is_the_same_before_and_after(float sa, byte za, float sb, byte zb, float sy, byte zy, bool integer)
    {
        OnnxModelBuilder b = new OnnxModelBuilder(17).Input("a", OnnxDataType.UInt8, 256, 1).Input("b", OnnxDataType.UInt8, 1, 256);
        foreach ((string name, float scale, byte zero) in ((string, float, byte)[])[("a", sa, za), ("b", sb, zb), ("y", sy, zy)])
        {
            b.Initializer(OnnxModelBuilder.Tensor("s" + name, [], [scale])).Initializer(OnnxModelBuilder.Tensor("z" + name, [], [zero]));
        }

        OnnxModel model = b.Node("DequantizeLinear", ["a", "sa", "za"], ["fa"]).Node("DequantizeLinear", ["b", "sb", "zb"], ["fb"]).Node("Add", ["fa", "fb"], ["f"])
            .Node("QuantizeLinear", ["f", "sy", "zy"], ["y"]).Output("y", OnnxDataType.UInt8, 256, 256).Build();
        byte[] all = [.. Enumerable.Range(0, 256).Select(i => (byte)i)];
        NetworkGraph after = Same(model, new() { ["a"] = new(Shape.Of(256, 1), all), ["b"] = new(Shape.Of(1, 256), all) });
        Assert.Equal(integer, after.Nodes.Any(n => n.Op is QAdd));
    }

    private static NetworkGraph Same(OnnxModel model, Dictionary<string, TensorData> inputs)
    {
        NetworkGraph before = Importer.Import(model), after = PassList.Run(before);
        byte[] expected = OrtReference.RunAll(OnnxReader.Parse(OnnxWriter.ToBytes(model)), inputs)["y"].Bytes;
        Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(before, inputs)["y"].Bytes);
        Assert.Equal(expected, Compiler.Interpreter.Interpreter.Run(after, inputs)["y"].Bytes);
        return after;
    }
}
