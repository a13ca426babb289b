using System.Runtime.InteropServices;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>Tensors of 16 bits between QuantizeLinear and DequantizeLinear.</summary>
public class WideQuantizationTests
{
    [Theory]
    [InlineData("", OnnxDataType.Int16, -700)]
    [InlineData("", OnnxDataType.UInt16, 32768)]
    [InlineData("com.microsoft:", OnnxDataType.Int16, 0)]
    [InlineData("com.microsoft:", OnnxDataType.UInt16, 65535)]
    public void Activations_have_the_bits_of_ONNX_Runtime(string domain, OnnxDataType type, int zero)
    {
        var random = new Random(5);
        float[] x = [.. Enumerable.Range(0, 400).Select(_ => (float)(random.NextDouble() - 0.5) * 40), 1e9f, -1e9f, 0.015f, 0.025f, -0.015f, 0];
        OnnxModel model = new OnnxModelBuilder(21).Opset("com.microsoft", 1).Input("x", x.Length).Initializer(Scalar("s", 0.01f)).Initializer(Whole("z", type, zero))
            .Node(domain + "QuantizeLinear", ["x", "s", "z"], ["q"]).Node(domain + "DequantizeLinear", ["q", "s", "z"], ["y"]).Output("y").Build();
        var inputs = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(x.Length), x) };
        Assert.Equal(OrtReference.Run(model, inputs)["y"].Floats, Compiler.Interpreter.Interpreter.Run(Importer.Import(model), inputs)["y"].Floats);
    }

    [Fact]
    public void Weights_of_channels_are_floats()
    {
        OnnxModel model = new OnnxModelBuilder(21).Input("x", 2, 3).Initializer(Whole("w", OnnxDataType.Int16, 100, -200, 32767, -32768, 5, 6)).Initializer(OnnxModelBuilder.Tensor("s", [3], [0.5f, 2, 0.25f]))
            .Initializer(Whole("z", OnnxDataType.Int16, 0, 10, -20)).Node("DequantizeLinear", ["w", "s", "z"], ["d"], ("axis", 1)).Node("Add", ["x", "d"], ["y"]).Output("y").Build();
        model.Graph.Initializers[0].Dims = [2, 3];
        var inputs = new Dictionary<string, TensorData> { ["x"] = new(Shape.Of(2, 3), new float[6]) };
        Assert.Equal([50f, -420, 8196.75f, -16384, -10, 6.5f], Compiler.Interpreter.Interpreter.Run(Importer.Import(model), inputs)["y"].Floats);
    }

    /// <summary>As floats they would not wrap, and would be of another type.</summary>
    [Fact]
    public void Others_that_read_them_are_refused()
    {
        OnnxModelBuilder Start() => new OnnxModelBuilder(21).Input("x", 4).Initializer(Scalar("s", 0.01f)).Initializer(Whole("z", OnnxDataType.Int16, 0)).Node("QuantizeLinear", ["x", "s", "z"], ["q"]);
        RefusalTests.Refused(DiagnosticCodes.UnsupportedType, () => Importer.Import(Start().Output("q", OnnxDataType.Int16).Build()));
        RefusalTests.Refused(DiagnosticCodes.UnsupportedType, () => Importer.Import(Start().Node("Abs", ["q"], ["a"]).Output("a").Build()));
        RefusalTests.Refused(DiagnosticCodes.UnsupportedType, () => Importer.Import(Start().Node("Add", ["x", "z"], ["a"]).Output("a").Build()));
        RefusalTests.Refused(DiagnosticCodes.UnsupportedType, () => Importer.Import(Start().Node("DequantizeLinear", ["q", "z"], ["a"]).Output("a").Build()));
        RefusalTests.Refused(DiagnosticCodes.BadScale, () => Importer.Import(
            new OnnxModelBuilder(21).Input("x", 4).Initializer(Scalar("s", 0f)).Initializer(Whole("z", OnnxDataType.Int16, 0)).Node("QuantizeLinear", ["x", "s", "z"], ["q"]).Node("DequantizeLinear", ["q", "s", "z"], ["y"]).Output("y").Build()));
    }

    private static OnnxTensor Scalar(string name, float value) => OnnxModelBuilder.Tensor(name, [], [value]);

    private static OnnxTensor Whole(string name, OnnxDataType type, params int[] values) => new()
    {
        Name = name,
        Type = type,
        Dims = values.Length == 1 ? [] : [values.Length],
        Data = type == OnnxDataType.Int16
            ? MemoryMarshal.AsBytes(Array.ConvertAll(values, v => (short)v).AsSpan()).ToArray()
            : MemoryMarshal.AsBytes(Array.ConvertAll(values, v => (ushort)v).AsSpan()).ToArray(),
    };
}
