using Google.Protobuf;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Proto;
using YoloGen.Onnx.Reading;

namespace YoloGen.Onnx.Writing;

/// <summary>Makes a ModelProto of an <see cref="OnnxModel"/>; values of tensors are referred to, not copied. One instance writes one model.</summary>
internal sealed class ModelWriter
{
    private long _tensorBytes;

    public ModelProto Model(OnnxModel model)
    {
        if (model.Functions.Count > 0)
        {
            throw new YoloGenException(DiagnosticCodes.UnsupportedForm, "models that define functions cannot be written; inline the functions first", model.Path);
        }

        var proto = new ModelProto
        {
            IrVersion = model.IrVersion,
            ProducerName = Text(model.ProducerName),
            ProducerVersion = Text(model.ProducerVersion),
            Graph = Graph(model.Graph),
        };
        proto.OpsetImport.AddRange(model.Opsets.Select(o => new OperatorSetIdProto { Domain = Text(o.Key), Version = o.Value }));
        proto.MetadataProps.AddRange(model.Metadata.Select(m => new StringStringEntryProto { Key = Text(m.Key), Value = Text(m.Value) }));
        return proto;
    }

    private static ByteString Text(string text) => ByteString.CopyFromUtf8(text);

    private GraphProto Graph(OnnxGraph graph)
    {
        var proto = new GraphProto { Name = Text(graph.Name.Length > 0 ? graph.Name : "graph") };
        proto.Node.AddRange(graph.Nodes.Select(Node));
        proto.Initializer.AddRange(graph.Initializers.Select(Tensor));
        proto.Input.AddRange(graph.Inputs.Select(ValueInfo));
        proto.Output.AddRange(graph.Outputs.Select(ValueInfo));
        proto.ValueInfo.AddRange(graph.ValueInfos.Select(ValueInfo));
        return proto;
    }

    private NodeProto Node(OnnxNode node)
    {
        var proto = new NodeProto { Name = Text(node.Name), OpType = Text(node.OpType), Domain = Text(node.Domain) };
        proto.Input.AddRange(node.Inputs.Select(Text));
        proto.Output.AddRange(node.Outputs.Select(Text));
        proto.Attribute.AddRange(node.Attributes.Select(Attribute));
        return proto;
    }

    private AttributeProto Attribute(OnnxAttribute attribute)
    {
        var proto = new AttributeProto { Name = Text(attribute.Name), Type = (AttributeProto.Types.AttributeType)attribute.Type };
        switch (attribute.Type)
        {
            case OnnxAttributeType.Float:
                proto.F = attribute.Float;
                break;
            case OnnxAttributeType.Int:
                proto.I = attribute.Int;
                break;
            case OnnxAttributeType.String:
                proto.S = Text(attribute.Text);
                break;
            case OnnxAttributeType.Tensor:
                proto.T = Tensor(attribute.Tensor ?? throw NoValue(attribute));
                break;
            case OnnxAttributeType.Graph:
                proto.G = Graph(attribute.Graph ?? throw NoValue(attribute));
                break;
            case OnnxAttributeType.Floats:
                proto.Floats.AddRange(attribute.Floats);
                break;
            case OnnxAttributeType.Ints:
                proto.Ints.AddRange(attribute.Ints);
                break;
            case OnnxAttributeType.Strings:
                proto.Strings.AddRange(attribute.Strings.Select(Text));
                break;
            default:
                throw new YoloGenException(DiagnosticCodes.UnsupportedForm, $"attribute '{attribute.Name}' of type {attribute.Type} cannot be written");
        }

        return proto;
    }

    private static YoloGenException NoValue(OnnxAttribute attribute)
        => new(DiagnosticCodes.UnsupportedForm, $"attribute '{attribute.Name}' of type {attribute.Type} has no value, so it cannot be written");

    private TensorProto Tensor(OnnxTensor tensor)
    {
        if (tensor.Type == OnnxDataType.String)
        {
            throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"tensor '{tensor.Name}' holds text, which cannot be written");
        }

        LimitExceeded.Check(_tensorBytes += tensor.Data.Length, OnnxLimits.MaxTotalTensorBytes, "bytes of tensors");
        var proto = new TensorProto { Name = Text(tensor.Name), DataType = (int)tensor.Type, RawData = UnsafeByteOperations.UnsafeWrap(tensor.Data) };
        proto.Dims.AddRange(tensor.Dims);
        return proto;
    }

    private static ValueInfoProto ValueInfo(OnnxValueInfo info)
    {
        if (info.Kind != "tensor")
        {
            throw new YoloGenException(DiagnosticCodes.UnsupportedType, $"value '{info.Name}' is a {info.Kind}, which cannot be written");
        }

        var proto = new ValueInfoProto { Name = Text(info.Name) };
        if (info.Type != OnnxDataType.Undefined)
        {
            proto.Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = (int)info.Type, Shape = info.Dims is { } dims ? Shape(dims) : null } };
        }

        return proto;
    }

    private static TensorShapeProto Shape(IReadOnlyList<OnnxDim> dims)
    {
        var proto = new TensorShapeProto();
        foreach (OnnxDim dim in dims)
        {
            var written = new TensorShapeProto.Types.Dimension();
            if (dim.Value is { } value)
            {
                written.DimValue = value;
            }
            else if (dim.Symbol is { Length: > 0 } symbol)
            {
                written.DimParam = Text(symbol);
            }

            proto.Dim.Add(written);
        }

        return proto;
    }
}
