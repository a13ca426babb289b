using YoloGen.Diagnostics;
using Xunit;

namespace YoloGen.Onnx.Tests;

/// <summary>Small models and byte-level tensors for the tests.</summary>
internal static class Models
{
    /// <summary>A convolution with activation, a nested graph, metadata: something of everything.</summary>
    public static OnnxModel Sample()
    {
        var branch = new OnnxGraph { Name = "branch" };
        branch.Nodes.Add(OnnxModelBuilder.MakeNode("Identity", ["y"], ["b"]));
        branch.Outputs.Add(new OnnxValueInfo { Name = "b", Type = OnnxDataType.Float });
        return new OnnxModelBuilder(17)
            .Opset("com.microsoft", 1)
            .Metadata("names", "{0: 'face'}")
            .Input("x", -1, 3, 8, 8)
            .Initializer("w", [4, 3, 1, 1], [.. Enumerable.Range(0, 12).Select(i => i / 7f)])
            .Initializer("shape", [2], 1L, -1L)
            .Initializer(OnnxModelBuilder.Tensor("half", [2], [(Half)1.5f, (Half)(-2f)]))
            .Initializer("bytes", [3], (sbyte)-1, (sbyte)0, (sbyte)127)
            .Node("Conv", ["x", "w", ""], ["c"], ("strides", new[] { 1, 1 }), ("auto_pad", "VALID"))
            .Node("LeakyRelu", ["c"], ["y"], ("alpha", 0.1f))
            .Node("If", ["cond"], ["z"], ("then_branch", branch), ("else_branch", branch))
            .Node("Constant", [], ["k"], ("value", OnnxModelBuilder.Tensor("", [1], [1f])), ("floats", new[] { 1f, 2f }), ("texts", new[] { "a", "b" }))
            .Output("y", 1, 4, 8, 8)
            .Build();
    }

    /// <summary>A model file with one initializer whose TensorProto is written field by field.</summary>
    public static byte[] WithTensor(Action<WireWriter> tensor)
    {
        var w = new WireWriter();
        w.Int64(1, 8);
        w.Message(7, g => g.Message(5, tensor));
        return w.Written.ToArray();
    }

    public static OnnxTensor ReadTensor(Action<WireWriter> tensor) => OnnxReader.Parse(WithTensor(tensor)).Graph.Initializers[0];

    public static void Refused(DiagnosticCode code, Action act)
    {
        var e = Assert.Throws<YoloGenException>(act);
        Assert.Contains(e.Diagnostics, d => d.Code == code);
    }
}
