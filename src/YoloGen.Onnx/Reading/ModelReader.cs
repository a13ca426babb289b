using Google.Protobuf;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Proto;

namespace YoloGen.Onnx.Reading;

/// <summary>Takes a parsed ModelProto over into an <see cref="OnnxModel"/>. One instance reads one model.</summary>
internal sealed class ModelReader(string? path)
{
    private readonly TensorReader _tensors = new(path);

    public OnnxModel Model(ModelProto proto)
    {
        var model = new OnnxModel
        {
            Path = path,
            IrVersion = proto.IrVersion,
            ProducerName = Text(proto.ProducerName),
            ProducerVersion = Text(proto.ProducerVersion),
            Graph = Graph(proto.Graph),
        };
        foreach (OperatorSetIdProto opset in proto.OpsetImport)
        {
            model.Opsets[Domain(opset.Domain)] = opset.Version;
        }

        foreach (StringStringEntryProto entry in proto.MetadataProps)
        {
            model.Metadata[Text(entry.Key)] = Text(entry.Value);
        }

        FunctionInlining.Apply(model, [.. proto.Functions.Select(Function)]);
        model.ExternalFiles = _tensors.ExternalFiles;
        return model;
    }

    /// <summary>A text; what is no UTF-8 in it becomes U+FFFD.</summary>
    public static string Text(ByteString text) => text.ToStringUtf8();

    private OnnxGraph Graph(GraphProto proto)
    {
        if (proto.SparseInitializer.Count > 0)
        {
            throw new YoloGenException(DiagnosticCodes.BadInitializer, "sparse initializers are not supported; export the model with dense weights");
        }

        var graph = new OnnxGraph { Name = Text(proto.Name) };
        graph.Nodes.AddRange(proto.Node.Select(Node));
        graph.Initializers.AddRange(proto.Initializer.Select(_tensors.Tensor));
        graph.Inputs.AddRange(proto.Input.Select(ValueInfoReader.ValueInfo));
        graph.Outputs.AddRange(proto.Output.Select(ValueInfoReader.ValueInfo));
        graph.ValueInfos.AddRange(proto.ValueInfo.Select(ValueInfoReader.ValueInfo));
        return graph;
    }

    private OnnxFunction Function(FunctionProto proto)
    {
        var opsets = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (OperatorSetIdProto opset in proto.OpsetImport)
        {
            opsets[Domain(opset.Domain)] = opset.Version;
        }

        return new OnnxFunction
        {
            Name = Text(proto.Name),
            Domain = Domain(proto.Domain),
            Inputs = [.. proto.Input.Select(Text)],
            Outputs = [.. proto.Output.Select(Text)],
            Attributes = [.. proto.Attribute.Select(Text)],
            Defaults = [.. proto.AttributeProto.Select(Attribute)],
            Nodes = [.. proto.Node.Select(Node)],
            Opsets = opsets,
        };
    }

    private OnnxNode Node(NodeProto proto)
    {
        var node = new OnnxNode { Name = Text(proto.Name), OpType = Text(proto.OpType), Domain = Domain(proto.Domain) };
        node.Inputs.AddRange(proto.Input.Select(Text));
        node.Outputs.AddRange(proto.Output.Select(Text));
        node.Attributes.AddRange(proto.Attribute.Select(Attribute));
        return node;
    }

    private OnnxAttribute Attribute(AttributeProto proto)
    {
        var attribute = new OnnxAttribute
        {
            Name = Text(proto.Name),
            Type = (OnnxAttributeType)proto.Type,
            Float = proto.F,
            Int = proto.I,
            Text = Text(proto.S),
            Tensor = proto.T is { } tensor ? _tensors.Tensor(tensor) : null,
            Graph = proto.G is { } graph ? Graph(graph) : null,
            Floats = proto.Floats.ToArray(),
            Ints = proto.Ints.ToArray(),
            Strings = proto.Strings.Select(Text).ToArray(),
            Reference = Text(proto.RefAttrName),
        };

        // Files of IR version 1 leave the type out.
        if (attribute.Type == OnnxAttributeType.Undefined)
        {
            attribute.Type = TypeOf(proto);
        }

        return attribute.Reference.Length == 0 && (attribute.Type, attribute.Tensor, attribute.Graph) is (OnnxAttributeType.Tensor, null, _) or (OnnxAttributeType.Graph, _, null)
            ? throw WireCursor.Damaged($"attribute '{attribute.Name}' has no value")
            : attribute;
    }

    private static OnnxAttributeType TypeOf(AttributeProto proto)
        => proto.HasF ? OnnxAttributeType.Float
        : proto.HasI ? OnnxAttributeType.Int
        : proto.HasS ? OnnxAttributeType.String
        : proto.T is not null ? OnnxAttributeType.Tensor
        : proto.G is not null ? OnnxAttributeType.Graph
        : proto.Floats.Count > 0 ? OnnxAttributeType.Floats
        : proto.Ints.Count > 0 ? OnnxAttributeType.Ints
        : proto.Strings.Count > 0 ? OnnxAttributeType.Strings
        : OnnxAttributeType.Undefined;

    private static string Domain(ByteString domain) => Text(domain) is var text && text == "ai.onnx" ? "" : text;
}
