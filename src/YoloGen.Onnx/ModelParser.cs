using YoloGen.Diagnostics;
using YoloGen.Onnx.Wire;

namespace YoloGen.Onnx;

/// <summary>Parses ModelProto and what it contains. Field numbers are those of onnx.proto. One instance reads one model and counts its limits.</summary>
internal sealed class ModelParser(string? path)
{
    private readonly TensorParser _tensors = new(path);
    private int _nodes;
    private int _valueInfos;
    private long _metadataBytes;

    public OnnxModel Model(ReadOnlySpan<byte> bytes)
    {
        var model = new OnnxModel();
        bool hasGraph = false;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    model.IrVersion = reader.Int64();
                    break;
                case 2:
                    model.ProducerName = reader.Text();
                    break;
                case 3:
                    model.ProducerVersion = reader.Text();
                    break;
                case 7:
                    if (hasGraph)
                    {
                        throw WireReader.Damaged("more than one graph");
                    }

                    model.Graph = Graph(reader.Bytes(), depth: 1);
                    hasGraph = true;
                    break;
                case 8:
                    OpsetImport(reader.Bytes(), model);
                    break;
                case 14:
                    Metadata(reader.Bytes(), model);
                    break;
                case 25:
                    model.Functions.Add(Function(reader.Bytes()));
                    Limit(model.Functions.Count, OnnxLimits.MaxMetadata, "functions");
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        model.ExternalFiles = _tensors.ExternalFiles;
        return hasGraph ? model : throw WireReader.Damaged("it holds no graph");
    }

    internal static void Limit(long count, long limit, string what)
    {
        if (count > limit)
        {
            throw new YoloGenException(DiagnosticCodes.LimitExceeded, $"more than {limit} {what}; the model is not a detector that can be compiled");
        }
    }

    private static void OpsetImport(ReadOnlySpan<byte> bytes, OnnxModel model)
    {
        string domain = "";
        long version = 0;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    domain = Domain(reader.Text());
                    break;
                case 2:
                    version = reader.Int64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        model.Opsets[domain] = version;
        Limit(model.Opsets.Count, OnnxLimits.MaxMetadata, "imported opsets");
    }

    private void Metadata(ReadOnlySpan<byte> bytes, OnnxModel model)
    {
        (string key, string value) = Entry(bytes);
        _metadataBytes += bytes.Length;
        model.Metadata[key] = value;
        Limit(model.Metadata.Count, OnnxLimits.MaxMetadata, "metadata entries");
        Limit(_metadataBytes, OnnxLimits.MaxMetadataBytes, "bytes of metadata");
    }

    /// <summary>StringStringEntryProto.</summary>
    internal static (string Key, string Value) Entry(ReadOnlySpan<byte> bytes)
    {
        string key = "", value = "";
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    key = reader.Text();
                    break;
                case 2:
                    value = reader.Text();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (key, value);
    }

    private static (string Domain, string Name) Function(ReadOnlySpan<byte> bytes)
    {
        string name = "", domain = "";
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    name = reader.Text();
                    break;
                case 10:
                    domain = Domain(reader.Text());
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        return (domain, name);
    }

    private OnnxGraph Graph(ReadOnlySpan<byte> bytes, int depth)
    {
        Limit(depth, OnnxLimits.MaxNesting, "levels of nested graphs");
        var graph = new OnnxGraph();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    graph.Nodes.Add(Node(reader.Bytes(), depth));
                    break;
                case 2:
                    graph.Name = reader.Text();
                    break;
                case 5:
                    graph.Initializers.Add(_tensors.Tensor(reader.Bytes()));
                    break;
                case 11:
                    graph.Inputs.Add(ValueInfo(reader.Bytes()));
                    break;
                case 12:
                    graph.Outputs.Add(ValueInfo(reader.Bytes()));
                    break;
                case 13:
                    graph.ValueInfos.Add(ValueInfo(reader.Bytes()));
                    break;
                case 15:
                    throw new YoloGenException(
                        DiagnosticCodes.BadInitializer, "sparse initializers are not supported; export the model with dense weights");
                default:
                    reader.Skip();
                    break;
            }
        }

        return graph;
    }

    private OnnxNode Node(ReadOnlySpan<byte> bytes, int depth)
    {
        Limit(++_nodes, OnnxLimits.MaxNodes, "nodes");
        var node = new OnnxNode();
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    node.Inputs.Add(reader.Text());
                    break;
                case 2:
                    node.Outputs.Add(reader.Text());
                    break;
                case 3:
                    node.Name = reader.Text();
                    break;
                case 4:
                    node.OpType = reader.Text();
                    break;
                case 5:
                    node.Attributes.Add(Attribute(reader.Bytes(), depth));
                    break;
                case 7:
                    node.Domain = Domain(reader.Text());
                    break;
                default:
                    reader.Skip();
                    break;
            }

            Limit(node.Inputs.Count + node.Outputs.Count + node.Attributes.Count, OnnxLimits.MaxNodeItems, "inputs, outputs and attributes of a node");
        }

        return node;
    }

    private OnnxAttribute Attribute(ReadOnlySpan<byte> bytes, int depth)
    {
        var attribute = new OnnxAttribute();
        var floats = new List<float>();
        var ints = new List<long>();
        var strings = new List<string>();
        var inferred = OnnxAttributeType.Undefined;
        var reader = new WireReader(bytes);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    attribute.Name = reader.Text();
                    break;
                case 2:
                    attribute.Float = reader.Float();
                    inferred = OnnxAttributeType.Float;
                    break;
                case 3:
                    attribute.Int = reader.Int64();
                    inferred = OnnxAttributeType.Int;
                    break;
                case 4:
                    attribute.Text = reader.Text();
                    inferred = OnnxAttributeType.String;
                    break;
                case 5:
                    attribute.Tensor = _tensors.Tensor(reader.Bytes());
                    inferred = OnnxAttributeType.Tensor;
                    break;
                case 6:
                    attribute.Graph = Graph(reader.Bytes(), depth + 1);
                    inferred = OnnxAttributeType.Graph;
                    break;
                case 7:
                    ReadOnlySpan<byte> raw = reader.Fixed(4);
                    for (int i = 0; i < raw.Length; i += 4)
                    {
                        floats.Add(System.Buffers.Binary.BinaryPrimitives.ReadSingleLittleEndian(raw[i..]));
                    }

                    Limit(floats.Count, OnnxLimits.MaxAttributeValues, "values of an attribute");
                    inferred = OnnxAttributeType.Floats;
                    break;
                case 8:
                    reader.Varints(ints, OnnxLimits.MaxAttributeValues);
                    inferred = OnnxAttributeType.Ints;
                    break;
                case 9:
                    strings.Add(reader.Text());
                    Limit(strings.Count, OnnxLimits.MaxAttributeValues, "values of an attribute");
                    inferred = OnnxAttributeType.Strings;
                    break;
                case 20:
                    attribute.Type = (OnnxAttributeType)reader.Int64();
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }

        // Files of IR version 1 leave the type out.
        if (attribute.Type == OnnxAttributeType.Undefined)
        {
            attribute.Type = inferred;
        }

        if ((attribute.Type == OnnxAttributeType.Tensor && attribute.Tensor is null) || (attribute.Type == OnnxAttributeType.Graph && attribute.Graph is null))
        {
            throw WireReader.Damaged($"attribute '{attribute.Name}' has no value");
        }

        attribute.Floats = floats;
        attribute.Ints = ints;
        attribute.Strings = strings;
        return attribute;
    }

    private OnnxValueInfo ValueInfo(ReadOnlySpan<byte> bytes)
    {
        Limit(++_valueInfos, OnnxLimits.MaxValueInfos, "value descriptions");
        return ValueInfoParser.ValueInfo(bytes);
    }

    private static string Domain(string domain) => domain == "ai.onnx" ? "" : domain;
}
