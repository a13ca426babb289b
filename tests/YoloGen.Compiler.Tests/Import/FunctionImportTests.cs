using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Onnx;
using YoloGen.Onnx.Proto;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>A model with functions computes what ONNX Runtime makes of the same file, which puts bodies in the place of calls by its own rules.</summary>
public class FunctionImportTests
{
    [Fact]
    public void Functions_of_a_file_are_what_ONNX_Runtime_makes_of_them()
    {
        // Scaled(x, w) = LeakyRelu(x, slope) * w + t, where Twice(x) = x + x is the other function and t a name of the network, too.
        OnnxModel body = new OnnxModelBuilder().Node("LeakyRelu", ["x"], ["t"]).Node("Mul", ["t", "w"], ["m"]).Node("my:Twice", ["m"], ["d"]).Node("Add", ["d", "t"], ["y"]).Build();
        OnnxModel twice = new OnnxModelBuilder().Node("Add", ["x", "x"], ["y"]).Build();
        ModelProto model = Proto(new OnnxModelBuilder(17).Opset("my", 1).Input("a", 2, 3).Node("Sigmoid", ["a"], ["t"]).Node("my:Scaled", ["a", "t"], ["b"])
            .Node("my:Scaled", ["b", "a"], ["c"], ("slope", 0.3f)).Output("c").Build());
        FunctionProto scaled = Function("Scaled", ["x", "w"], Proto(body));
        scaled.Node[0].Attribute.Add(new AttributeProto { Name = Text("alpha"), Type = AttributeProto.Types.AttributeType.Float, RefAttrName = Text("slope") });
        scaled.AttributeProto.Add(new AttributeProto { Name = Text("slope"), Type = AttributeProto.Types.AttributeType.Float, F = 0.7f });
        model.Functions.Add(scaled);
        model.Functions.Add(Function("Twice", ["x"], Proto(twice)));
        model.IrVersion = 9;

        float[] values = [-2f, -1, -0.5f, 0.25f, 1, 3];
        using SessionOptions options = Verification.Reference.OrtReference.Options();
        using var session = new InferenceSession(model.ToByteArray(), options);
        using var results = session.Run([NamedOnnxValue.CreateFromTensor("a", new DenseTensor<float>(values, [2, 3]))]);
        NetworkGraph graph = Importer.Import(OnnxReader.Parse(model.ToByteArray()));
        float[] found = Compiler.Interpreter.Interpreter.Run(graph, new Dictionary<string, TensorData> { ["a"] = new(Shape.Of(2, 3), values) })["c"].Floats;
        Assert.All(results[0].AsTensor<float>().ToArray().Zip(found), p => Assert.Equal(p.First, p.Second, 1e-5f));
    }

    private static FunctionProto Function(string name, string[] inputs, ModelProto body)
    {
        var function = new FunctionProto { Domain = Text("my"), Name = Text(name) };
        function.Input.AddRange(inputs.Select(Text));
        function.Output.Add(Text("y"));
        function.Node.AddRange(body.Graph.Node);
        function.OpsetImport.Add(new OperatorSetIdProto { Domain = Text(""), Version = 17 });
        function.OpsetImport.Add(new OperatorSetIdProto { Domain = Text("my"), Version = 1 });
        return function;
    }

    private static ModelProto Proto(OnnxModel model) => ModelProto.Parser.ParseFrom(OnnxWriter.ToBytes(model));

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);
}
