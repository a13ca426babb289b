using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Passes;
using YoloGen.Compiler.Planning;
using YoloGen.Emit;
using YoloGen.Execution;
using YoloGen.Onnx;
using YoloGen.Plans;

namespace YoloGen.Compiler.Tests.Passes;

/// <summary>
/// A transposed convolution between Dequantize and Quantize in integers: the nearest byte of the exact real number, as the float operators give it but where
/// they round across a boundary; the emitted class has the interpreter's bytes.
/// </summary>
public sealed class TransposedConvTests
{
    [Theory]
    [InlineData(2, 2, 2, 0, 1, false)]
    [InlineData(4, 4, 2, 1, 1, true)]
    [InlineData(3, 3, 2, 1, 1, true)]
    [InlineData(3, 2, 1, 0, 1, false)]
    [InlineData(5, 3, 3, 1, 2, true)]
    public void Bytes_are_those_of_exact_sums(int kernelHeight, int kernelWidth, int stride, int pad, int group, bool bias)
    {
        const int Inputs = 6, Outputs = 4, Height = 5, Width = 7;
        var random = new Random(kernelHeight + (10 * stride) + group);
        float sx = 0.031f, sy = 0.27f;
        byte zx = 117, zy = 131;
        float[] sw = [.. Enumerable.Range(0, group == 1 ? Outputs : 1).Select(i => 0.011f + (0.002f * i))];
        sbyte[] w = [.. Enumerable.Range(0, Inputs * (Outputs / group) * kernelHeight * kernelWidth).Select(_ => (sbyte)random.Next(-127, 128))];
        float[] b = [.. Enumerable.Range(0, Outputs).Select(i => bias ? (random.Next(-3000, 3000) * sx * sw[i % sw.Length]) : 0)];
        int height = ((Height - 1) * stride) + kernelHeight - (2 * pad), width = ((Width - 1) * stride) + kernelWidth - (2 * pad);

        OnnxModelBuilder builder = new OnnxModelBuilder(17).Input("x", OnnxDataType.UInt8, 1, Inputs, Height, Width)
            .Initializer(OnnxModelBuilder.Tensor("sx", [], [sx])).Initializer(OnnxModelBuilder.Tensor("zx", [], [zx])).Initializer(OnnxModelBuilder.Tensor("sy", [], [sy])).Initializer(OnnxModelBuilder.Tensor("zy", [], [zy]))
            .Initializer(OnnxModelBuilder.Tensor("w", [Inputs, Outputs / group, kernelHeight, kernelWidth], w)).Initializer("sw", group == 1 ? [Outputs] : [], sw)
            .Initializer(OnnxModelBuilder.Tensor("zw", group == 1 ? [Outputs] : [], new sbyte[sw.Length])).Initializer("b", [Outputs], b)
            .Node("DequantizeLinear", ["x", "sx", "zx"], ["fx"]).Node("DequantizeLinear", ["w", "sw", "zw"], ["fw"], ("axis", group == 1 ? 1 : 0));
        OnnxModel model = builder.Node(
                "ConvTranspose", bias ? ["fx", "fw", "b"] : ["fx", "fw"], ["f"], ("strides", new long[] { stride, stride }), ("pads", new long[] { pad, pad, pad, pad }), ("group", group))
            .Node("QuantizeLinear", ["f", "sy", "zy"], ["y"]).Output("y", OnnxDataType.UInt8, 1, Outputs, height, width).Build();
        NetworkGraph before = Importer.Import(model), after = PassList.Run(before);
        Assert.Contains(after.Nodes, n => n.Op is QConvTranspose);

        byte[] pixels = new byte[Inputs * Height * Width];
        random.NextBytes(pixels);
        var feed = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(1, Inputs, Height, Width), pixels) };
        byte[] found = Compiler.Interpreter.Interpreter.Run(after, feed)["y"].Bytes, floats = Compiler.Interpreter.Interpreter.Run(before, feed)["y"].Bytes;
        int boundaries = 0;
        for (int at = 0; at < found.Length; at++)
        {
            int channel = at / (height * width), row = at / width % height, column = at % width, each = Inputs / group, first = channel / (Outputs / group) * each;
            double sum = b[channel];
            for (int tap = 0; tap < kernelHeight * kernelWidth; tap++)
            {
                (int down, int downRest) = Math.DivRem(row + pad - (tap / kernelWidth), stride);
                (int across, int acrossRest) = Math.DivRem(column + pad - (tap % kernelWidth), stride);
                for (int i = first; i < first + each && downRest == 0 && acrossRest == 0 && down >= 0 && down < Height && across >= 0 && across < Width; i++)
                {
                    sum += (double)sx * (pixels[(((i * Height) + down) * Width) + across] - zx) * sw[channel % sw.Length] * w[(((i * (Outputs / group)) + (channel % (Outputs / group))) * kernelHeight * kernelWidth) + tap];
                }
            }

            // The scale of the sums is a product of floats: 1e-4 of a step is far more than it can be off.
            double exact = (sum / sy) + zy;
            byte low = (byte)Math.Clamp(Math.Round(exact - 1e-4), 0, 255), high = (byte)Math.Clamp(Math.Round(exact + 1e-4), 0, 255);
            Assert.InRange(found[at], low, high);
            boundaries += low == high && floats[at] == found[at] ? 0 : 1;
        }

        Assert.InRange(boundaries, 0, found.Length / 500);

        PlannedNetwork planned = Planner.Plan(after, Planning.EmittedCheck.Options);
        using EmittedAssembly assembly = EmittedAssembly.Build(planned.Plan);
        foreach (string? instructionSet in (string?[])[null, "portable"])
        {
            using EmittedDetector detector = assembly.Create(planned.Weights, 2, instructionSet);
            Assert.Equal(found, EmittedDetector.Bytes(detector.Run(feed)["y"]).ToArray());
        }
    }

    /// <summary>Weights with a zero point, and kernels that leave outputs without a tap, stay in floats.</summary>
    [Theory]
    [InlineData(0, 2, true)]
    [InlineData(3, 2, false)]
    [InlineData(0, 1, false)]
    public void What_has_no_exact_form_stays_in_floats(int weightZero, int kernel, bool integer)
    {
        OnnxModel model = new OnnxModelBuilder(17).Input("x", OnnxDataType.UInt8, 1, 2, 3, 3).Initializer(OnnxModelBuilder.Tensor("s", [], [0.1f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)7]))
            .Initializer(OnnxModelBuilder.Tensor("w", [2, 1, kernel, kernel], new sbyte[2 * kernel * kernel])).Initializer(OnnxModelBuilder.Tensor("zw", [], [(sbyte)weightZero]))
            .Node("DequantizeLinear", ["x", "s", "z"], ["fx"]).Node("DequantizeLinear", ["w", "s", "zw"], ["fw"])
            .Node("ConvTranspose", ["fx", "fw"], ["f"], ("strides", new long[] { 2, 2 })).Node("QuantizeLinear", ["f", "s", "z"], ["y"]).Output("y", OnnxDataType.UInt8, 1, 1, 4 + kernel, 4 + kernel).Build();
        Assert.Equal(integer, PassList.Run(Importer.Import(model)).Nodes.Any(n => n.Op is QConvTranspose));
    }

    /// <summary>A dead output's weights have a scale of nearly 0, in whose steps its bias fits no integer: the layer stays in floats, and compiles.</summary>
    [Theory]
    [InlineData(0.01f, true)]
    [InlineData(1e-9f, false)]
    public void A_bias_beyond_integers_stays_in_floats(float weightScale, bool integer)
    {
        OnnxModel model = new OnnxModelBuilder(17).Input("x", OnnxDataType.UInt8, 1, 2, 3, 3).Initializer(OnnxModelBuilder.Tensor("s", [], [0.02f])).Initializer(OnnxModelBuilder.Tensor("z", [], [(byte)7]))
            .Initializer(OnnxModelBuilder.Tensor("w", [2, 2, 2, 2], [.. Enumerable.Range(0, 16).Select(i => (sbyte)(i - 8))])).Initializer("sw", [2], 0.01f, weightScale)
            .Initializer(OnnxModelBuilder.Tensor("zw", [2], new sbyte[2])).Initializer("b", [2], 0.3f, 0.5f)
            .Node("DequantizeLinear", ["x", "s", "z"], ["fx"]).Node("DequantizeLinear", ["w", "sw", "zw"], ["fw"], ("axis", 1))
            .Node("ConvTranspose", ["fx", "fw", "b"], ["f"], ("strides", new long[] { 2, 2 })).Node("QuantizeLinear", ["f", "s", "z"], ["y"]).Output("y", OnnxDataType.UInt8, 1, 2, 6, 6).Build();
        NetworkGraph graph = PassList.Run(Importer.Import(model));
        Assert.Equal(integer, graph.Nodes.Any(n => n.Op is QConvTranspose));
        Assert.NotEmpty(Planner.Plan(graph, Planning.EmittedCheck.Options).Plan.Layers);
    }
}
