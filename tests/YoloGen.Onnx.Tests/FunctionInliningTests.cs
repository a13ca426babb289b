using Google.Protobuf;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Proto;

namespace YoloGen.Onnx.Tests;

/// <summary>Functions that a model defines: their bodies take the place of calls.</summary>
public class FunctionInliningTests
{
    [Fact]
    public void Bodies_get_the_names_and_attributes_of_their_calls()
    {
        FunctionProto scale = Function("my", "Scaled", ["x", "w"], ["y"],
            Node("LeakyRelu", ["x"], ["t"], Reference("alpha", "slope"), Reference("absent", "other")), Node("Mul", ["t", "w"], ["y"], Float("kept", 3)));
        scale.Attribute.Add(Text("other"));
        scale.AttributeProto.Add(Float("slope", 0.5f));
        OnnxModel model = Parse(
            new OnnxModelBuilder().Opset("my", 1).Input("a", 2).Node("my:Scaled", ["a", "a"], ["b"]).Node("my:Scaled", ["b", "a"], ["c"], ("slope", 0.25f)).Output("c").Build(), scale);
        Assert.Empty(model.Functions);
        Assert.Equal(
            [
                "LeakyRelu a -> b/Scaled/t alpha=0.5", "Mul b/Scaled/t,a -> b kept=3", "LeakyRelu b -> c/Scaled/t alpha=0.25", "Mul c/Scaled/t,a -> c kept=3",
            ],
            model.Graph.Nodes.Select(n => $"{n.OpType} {string.Join(',', n.Inputs)} -> {string.Join(',', n.Outputs)} {string.Join(' ', n.Attributes.Select(a => $"{a.Name}={a.Float}"))}"));
    }

    [Fact]
    public void Functions_call_functions_and_omitted_inputs_stay_omitted()
    {
        FunctionProto inner = Function("my", "Inner", ["x", "low"], ["y"], Node("Clip", ["x", "low"], ["y"]));
        FunctionProto outer = Function("my", "Outer", ["x"], ["y", "same"], Node("Inner", ["x"], ["t"], "my"), Node("Relu", ["t"], ["y"]), Node("Identity", ["x"], ["same"]));
        OnnxModel model = Parse(new OnnxModelBuilder().Opset("my", 1).Input("a", 2).Node("my:Outer", ["a"], ["b", ""]).Output("b").Build(), outer, inner);
        Assert.Equal(["Clip a, -> b/Outer/t", "Relu b/Outer/t -> b", "Identity a -> b/Outer/same"], model.Graph.Nodes.Select(n => $"{n.OpType} {string.Join(',', n.Inputs)} -> {string.Join(',', n.Outputs)}"));
    }

    [Fact]
    public void An_output_that_is_an_input_is_a_copy()
    {
        OnnxModel model = Parse(new OnnxModelBuilder().Opset("my", 1).Input("a", 2).Node("my:Pass", ["a"], ["b"]).Output("b").Build(), Function("my", "Pass", ["x"], ["x"]));
        Assert.Equal(["Identity a -> b"], model.Graph.Nodes.Select(n => $"{n.OpType} {n.Inputs[0]} -> {n.Outputs[0]}"));
    }

    /// <summary>What another opset means by the same operators, or which of two is meant, is not guessed.</summary>
    [Fact]
    public void Functions_of_another_opset_or_of_one_name_stay()
    {
        OnnxModel Outer() => new OnnxModelBuilder(17).Opset("my", 1).Input("a", 2).Node("my:F", ["a"], ["b"]).Output("b").Build();
        FunctionProto F(long opset)
        {
            FunctionProto f = Function("my", "F", ["x"], ["y"], Node("Relu", ["x"], ["y"]));
            f.OpsetImport.Add(new OperatorSetIdProto { Domain = Text(""), Version = opset });
            return f;
        }

        Assert.Equal([("my", "F")], Parse(Outer(), F(13)).Functions);
        Assert.Equal([("my", "F")], Parse(Outer(), F(17), F(17)).Functions);
        Assert.Empty(Parse(Outer(), F(17)).Functions);
    }

    [Fact]
    public void Endless_and_growing_calls_are_refused()
    {
        OnnxModel Outer() => new OnnxModelBuilder().Opset("my", 1).Input("a", 2).Node("my:F0", ["a"], ["b"]).Output("b").Build();
        Models.Refused(DiagnosticCodes.LimitExceeded, () => Parse(Outer(), Function("my", "F0", ["x"], ["y"], Node("F0", ["x"], ["y"], "my"))));
        FunctionProto[] doubling = [.. Enumerable.Range(0, 12).Select(i => Function("my", $"F{i}", ["x"], ["y"], [.. Enumerable.Range(0, 10).Select(k => Node($"F{i + 1}", ["x"], [k == 0 ? "y" : $"t{k}"], "my"))]))];
        Models.Refused(DiagnosticCodes.LimitExceeded, () => Parse(Outer(), doubling));
    }

    [Fact]
    public void Calls_that_do_not_fit_are_refused()
    {
        FunctionProto f = Function("my", "F0", ["x"], ["y"], Node("Relu", ["x"], ["y"]));
        OnnxModel Outer(string[] inputs, string[] outputs, params (string, object)[] attributes) => new OnnxModelBuilder().Opset("my", 1).Input("a", 2).Node("my:F0", inputs, outputs, attributes).Output("b").Build();
        Models.Refused(DiagnosticCodes.BadGraph, () => Parse(Outer(["a", "a"], ["b"]), f));
        Models.Refused(DiagnosticCodes.BadGraph, () => Parse(Outer(["a"], ["b", "c"]), f));
        Models.Refused(DiagnosticCodes.BadAttribute, () => Parse(Outer(["a"], ["b"], ("alpha", 1f)), f));
    }

    private static OnnxModel Parse(OnnxModel model, params FunctionProto[] functions)
    {
        ModelProto proto = ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(model));
        proto.Functions.AddRange(functions);
        return OnnxReader.Parse(proto.ToByteArray());
    }

    private static FunctionProto Function(string domain, string name, string[] inputs, string[] outputs, params NodeProto[] nodes)
    {
        var function = new FunctionProto { Domain = Text(domain), Name = Text(name) };
        function.Input.AddRange(inputs.Select(Text));
        function.Output.AddRange(outputs.Select(Text));
        function.Node.AddRange(nodes);
        return function;
    }

    private static NodeProto Node(string op, string[] inputs, string[] outputs, string domain) => Node(op, inputs, outputs, domain, []);

    private static NodeProto Node(string op, string[] inputs, string[] outputs, params AttributeProto[] attributes) => Node(op, inputs, outputs, "", attributes);

    private static NodeProto Node(string op, string[] inputs, string[] outputs, string domain, AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = Text(op), Domain = Text(domain) };
        node.Input.AddRange(inputs.Select(Text));
        node.Output.AddRange(outputs.Select(Text));
        node.Attribute.AddRange(attributes);
        return node;
    }

    private static AttributeProto Float(string name, float value) => new() { Name = Text(name), Type = AttributeProto.Types.AttributeType.Float, F = value };

    private static AttributeProto Reference(string name, string of) => new() { Name = Text(name), Type = AttributeProto.Types.AttributeType.Float, RefAttrName = Text(of) };

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);
}
