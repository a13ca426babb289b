using Xunit;
using YoloGen.Compiler.Import;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

public class RefusalTests
{
    [Fact]
    public void Every_unsupported_node_is_listed_at_once()
    {
        OnnxModel model = new OnnxModelBuilder().Input("x", 1, 3, 8, 8)
            .Node("DeformConv", ["x", "x"], ["a"]).Node("Relu", ["a"], ["b"]).Node("NonMaxSuppression", ["b"], ["c"]).Node("Elu", ["x"], ["d"], ("beta", 1f))
            .Output("c").Build();
        model.Path = "m.onnx";
        var e = Assert.Throws<YoloGenException>(() => Importer.Import(model));
        Assert.Equal(["a_node", "c_node", "d_node"], e.Diagnostics.Select(d => d.Node));
        Assert.All(e.Diagnostics, d => Assert.Equal("m.onnx", d.File));
        Assert.Contains("nms=False", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_free_batch_is_one_and_other_free_dimensions_are_asked_for()
    {
        OnnxModel Model(long height) => new OnnxModelBuilder().Input("images", -1, 3, height, 8).Node("Relu", ["images"], ["y"]).Output("y").Build();
        Assert.Equal("1x3x4x8", Importer.Import(Model(4)).Inputs[0].Shape.ToString());
        string message = Refused(DiagnosticCodes.FreeDimension, () => Importer.Import(Model(-1)));
        Assert.Contains("--shape \"images=1,3,416,8\"", message, StringComparison.Ordinal);
        Assert.Equal("1x3x16x8", Importer.Import(Model(-1), Shapes("images", 1, 3, 16, 8)).Outputs[0].Shape.ToString());
        Refused(DiagnosticCodes.BadShape, () => Importer.Import(Model(-1), Shapes("images", 1, 3, 16, 9)));
        Refused(DiagnosticCodes.BadShape, () => Importer.Import(Model(-1), Shapes("images", 1, 3, 16)));
        Refused(DiagnosticCodes.BadShape, () => Importer.Import(Model(-1), Shapes("images", 1, 3, 0, 8)));
        Refused(DiagnosticCodes.BadShape, () => Importer.Import(Model(4), Shapes("image", 1, 3, 4, 8)));
        Refused(DiagnosticCodes.LimitExceeded, () => Importer.Import(Model(-1), Shapes("images", 1, 3, int.MaxValue, 8)));
    }

    [Theory]
    [InlineData(0f)]
    [InlineData(-1f)]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Bad_scales(float scale)
    {
        Refused(DiagnosticCodes.BadScale, () => new OneNode("QuantizeLinear").In(2, 3).Scalar(scale).Import());
        Refused(DiagnosticCodes.BadScale, () => new OneNode("DequantizeLinear").Bytes(ElementType.Int8, 2, 3).Const(1f, scale, 1f).Import());
    }

    [Fact]
    public void What_ONNX_and_ONNX_Runtime_understand_differently()
    {
        Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("Resize").In(1, 1, 2, 4).None().Const(1f, 1f, 0.6f, 0.6f).Attr("mode", "linear").Attr("coordinate_transformation_mode", "align_corners").Import());
    }

    [Fact]
    public void Inconsistent_quantization()
    {
        Refused(DiagnosticCodes.BadQuantization, () => new OneNode("QuantizeLinear").In(2, 3).Const(1f, 1f).Import());
        Refused(DiagnosticCodes.BadQuantization, () => new OneNode("DequantizeLinear").Bytes(ElementType.Int8, 2, 3).Scalar(1f).Scalar((byte)1).Import());
        Refused(DiagnosticCodes.BadQuantization, () => new OneNode("QuantizeLinear").In(2, 3).Const(1f, 1f, 1f).Const(OnnxModelBuilder.Tensor("", [2], [(byte)1, (byte)2])).Import());
        Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("QuantizeLinear", 21).In(2, 4).Weights([2, 2]).Attr("block_size", 2).Import());
    }

    [Fact]
    public void Shapes_that_do_not_fit()
    {
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Add").In(2, 3).In(4).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Conv").In(1, 3, 8, 8).Weights([4, 2, 3, 3]).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Conv").In(1, 3, 8, 8).Weights([4, 3, 3, 3]).Attr("kernel_shape", new[] { 5, 5 }).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Conv").In(1, 3, 2, 2).Weights([4, 3, 3, 3]).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("MatMul").In(2, 3).In(2, 3).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Reshape").In(2, 3).Const(4L, -1).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Concat").In(2, 3).In(3, 3).Attr("axis", 1).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Slice").In(2, 3).Const(0L).Const(1L).Const(0L).Const(0L).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Pad").In(2, 3).Const(0L, 3, 0, 0).Attr("mode", "reflect").Import());
        Refused(DiagnosticCodes.LimitExceeded, () => new OneNode("Expand").In(1).Const(1L << 20, 1L << 20).Import());
        Refused(DiagnosticCodes.LimitExceeded, () => new OneNode("ConstantOfShape").Const(1L << 40).Import());
        Refused(DiagnosticCodes.LimitExceeded, () => new OneNode("Tile").In(1 << 20).Const((long)int.MaxValue).Import());
        Refused(DiagnosticCodes.LimitExceeded, () => new OneNode("Range").Scalar(0L).Scalar(long.MaxValue).Scalar(1L).Import());
        Refused(DiagnosticCodes.BadShape, () => new OneNode("Range").Scalar(0L).Scalar(5L).Scalar(0L).Import());
    }

    [Fact]
    public void Bad_attributes()
    {
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Conv").In(1, 3, 8, 8).Weights([4, 3, 3, 3]).Attr("strides", new[] { 0, 1 }).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Conv").In(1, 3, 8, 8).Weights([4, 3, 3, 3]).Attr("pads", new[] { -1, 0, 0, 0 }).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Conv").In(1, 3, 8, 8).Weights([4, 3, 3, 3]).Attr("auto_pad", "SAME").Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("MaxPool").In(1, 3, 8, 8).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Relu").In(2).Attr("unknown", 1).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("LeakyRelu").In(2).Attr("alpha", 1).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Transpose").In(2, 3).Attr("perm", new[] { 0, 0 }).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Softmax").In(2, 3).Attr("axis", 5).Import());
        Refused(DiagnosticCodes.BadAttribute, () => new OneNode("Concat").In(2, 3).In(2, 3).Import());
    }

    [Fact]
    public void Unsupported_forms_and_types()
    {
        Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("Conv").In(1, 3, 8, 8, 8).Weights([4, 3, 3, 3, 3]).Import());
        Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("Resize", 18).In(1, 2, 5, 4).None().Const(1f, 1f, 2f, 2f).Attr("antialias", 1).Attr("mode", "linear").Import());
        Refused(DiagnosticCodes.UnsupportedForm, () => new OneNode("MaxPool").In(1, 2, 5, 4).Attr("kernel_shape", new[] { 2, 2 }).Outputs(2).Import());
        Refused(DiagnosticCodes.NotConstant, () => new OneNode("Reshape").In(2, 3).In(new Graph.TensorData(Graph.Shape.Of(1), [6L])).Import());
        Refused(DiagnosticCodes.UnsupportedType, () => new OneNode("Cast").In(2).Attr("to", 8).Import());
        Refused(DiagnosticCodes.UnsupportedOpset, () => new OneNode("Relu", 6).In(2).Import());
        Refused(DiagnosticCodes.UnsupportedOpset, () => new OneNode("Relu", 99).In(2).Import());
        string message = Refused(DiagnosticCodes.UnsupportedType, () => new OneNode("Relu").Const(new OnnxTensor { Type = OnnxDataType.Int4, Dims = [2], Data = new byte[] { 1 } }).Import());
        Assert.Contains("int4", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Inconsistent_graphs()
    {
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Node("Relu", ["nowhere"], ["y"]).Output("y").Build()));
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Input("x", 1).Node("Add", ["x", "y"], ["y"]).Output("y").Build()));
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Input("x", 1).Node("Relu", ["x"], ["y"]).Node("Relu", ["x"], ["y"]).Output("y").Build()));
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Input("x", 1).Node("Relu", ["x"], ["y"]).Output("z").Build()));
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Input("x", 1).Node("Relu", ["x"], ["x"]).Output("x").Build()));
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Input("x", 1).Node("Relu", ["x", "x"], ["y"]).Output("y").Build()));
        Refused(DiagnosticCodes.BadGraph, () => Importer.Import(new OnnxModelBuilder().Input("x", 1).Build()));
    }

    [Fact]
    public void Nodes_in_any_order_and_known_conditions()
    {
        var then = new OnnxGraph();
        then.Nodes.Add(OnnxModelBuilder.MakeNode("Neg", ["a"], ["n"]));
        then.Outputs.Add(new OnnxValueInfo { Name = "n" });
        var otherwise = new OnnxGraph();
        otherwise.Nodes.Add(OnnxModelBuilder.MakeNode("Loop", ["a"], ["n"]));
        otherwise.Outputs.Add(new OnnxValueInfo { Name = "n" });
        OnnxModel model = new OnnxModelBuilder().Input("x", 2, 3)
            .Node("If", ["c"], ["y"], ("then_branch", then), ("else_branch", otherwise))
            .Node("Equal", ["s", "s"], ["e"]).Node("Relu", ["x"], ["a"]).Node("Size", ["x"], ["s"]).Node("Identity", ["e"], ["c"])
            .Output("y").Build();
        Assert.Equal(["Relu", "Neg"], Importer.Import(model).Nodes.Select(n => n.Op.Name));
        Assert.Equal("y", Importer.Import(model).Outputs[0].Name);
    }

    [Fact]
    public void Outputs_that_nothing_reads_do_not_matter()
    {
        OnnxModel model = new OnnxModelBuilder().Input("x", 1, 3, 8, 8)
            .Node("MaxPool", ["x"], ["y", "indices"], ("kernel_shape", new[] { 2, 2 })).Node("Dropout", ["y"], ["z", "mask"]).Output("z").Build();
        Assert.Single(Importer.Import(model).Nodes);
    }

    [Fact]
    public void Outputs_keep_their_names()
    {
        OnnxModel model = new OnnxModelBuilder().Input("x", 2, 3).Node("Relu", ["x"], ["a"]).Node("Identity", ["a"], ["y"]).Node("Identity", ["a"], ["z"])
            .Node("Identity", ["x"], ["w"]).Node("Shape", ["x"], ["s"]).Output("y").Output("z").Output("w").Output("s", OnnxDataType.Int64).Build();
        Graph.NetworkGraph graph = Importer.Import(model);
        Assert.Equal(["y", "z", "w", "s"], graph.Outputs.Select(o => o.Name));
        Assert.Equal([2L, 3], graph.Outputs[3].Constant!.Longs);
    }

    private static ImportOptions Shapes(string name, params int[] dims)
        => new() { Shapes = new Dictionary<string, IReadOnlyList<int>>(StringComparer.Ordinal) { [name] = dims } };

    internal static string Refused(DiagnosticCode code, Action act)
    {
        var e = Assert.Throws<YoloGenException>(act);
        Assert.Contains(e.Diagnostics, d => d.Code == code);
        return e.Message;
    }
}
