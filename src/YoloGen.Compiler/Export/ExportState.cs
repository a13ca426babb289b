using System.Globalization;
using YoloGen.Compiler.Graph;
using YoloGen.Diagnostics;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Export;

/// <summary>The model that one export builds, with the names in use.</summary>
internal sealed class ExportState
{
    private readonly NetworkGraph _graph;
    private readonly OnnxModel _model;
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly HashSet<string> _nodeNames = new(StringComparer.Ordinal);
    private readonly HashSet<Tensor> _written = new(ReferenceEqualityComparer.Instance);

    public ExportState(NetworkGraph graph, int opset)
    {
        _graph = graph;
        _model = new OnnxModelBuilder(opset, graph.Name).Build();
        foreach (KeyValuePair<string, string> entry in graph.Metadata.OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            _model.Metadata[entry.Key] = entry.Value;
        }

        IEnumerable<Tensor> tensors = graph.Nodes.SelectMany(n => n.Outputs.Concat(n.Inputs.OfType<Tensor>()));
        _names.UnionWith(tensors.Concat(graph.Inputs).Concat(graph.Outputs).Select(t => t.Name));
        _model.Graph.Inputs.AddRange(graph.Inputs.Select(Info));
    }

    public List<Diagnostic> Problems { get; } = [];

    /// <summary>The name under which nodes read a tensor; constants are written on first use, an absent input is empty.</summary>
    public string Read(Tensor? tensor)
    {
        if (tensor is { Constant: { } data } && _written.Add(tensor))
        {
            _model.Graph.Initializers.Add(Values(tensor.Name, data));
        }

        return tensor?.Name ?? "";
    }

    /// <summary>A new constant; returns its name.</summary>
    public string Constant(string wanted, TensorData data)
    {
        string name = Unique(_names, wanted);
        _model.Graph.Initializers.Add(Values(name, data));
        return name;
    }

    /// <summary>A list of integers, as shapes and axes are given.</summary>
    public string Longs(string wanted, IEnumerable<long> values)
    {
        long[] list = [.. values];
        return Constant(wanted, new TensorData(Shape.Of(list.Length), list));
    }

    /// <summary>A name for an inner value.</summary>
    public string Inner(string wanted) => Unique(_names, wanted);

    /// <summary>Writes an ONNX node.</summary>
    public void Add(Node source, string op, string[] inputs, string output, params (string Name, object Value)[] attributes)
        => Add(source, op, inputs, [output], attributes);

    /// <summary>Writes an ONNX node with several outputs.</summary>
    public void Add(Node source, string op, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        OnnxNode node = OnnxModelBuilder.MakeNode(op, inputs, outputs, attributes);
        node.Name = Unique(_nodeNames, source.Name.Length > 0 ? source.Name : outputs[0]);
        _model.Graph.Nodes.Add(node);
    }

    public OnnxModel Finish()
    {
        foreach (Tensor output in _graph.Outputs)
        {
            Read(output);
            _model.Graph.Outputs.Add(Info(output));
        }

        return _model;
    }

    public static OnnxDataType TypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => OnnxDataType.Float,
        ElementType.UInt8 => OnnxDataType.UInt8,
        ElementType.Int8 => OnnxDataType.Int8,
        ElementType.Int32 => OnnxDataType.Int32,
        ElementType.Int64 => OnnxDataType.Int64,
        _ => OnnxDataType.Bool,
    };

    public static YoloGenException Unsupported(Node node, string what)
        => new(DiagnosticCodes.UnsupportedForm, $"{node.Op.Name}: {what} cannot be written as ONNX opset {OnnxExporter.Opset}", node: node.Name);

    private static OnnxTensor Values(string name, TensorData data)
    {
        long[] dims = [.. data.Shape.Dims.Select(d => (long)d)];
        return data.Type switch
        {
            ElementType.Float32 => OnnxModelBuilder.Tensor(name, dims, data.Floats),
            ElementType.UInt8 => OnnxModelBuilder.Tensor(name, dims, data.Bytes),
            ElementType.Int8 => OnnxModelBuilder.Tensor(name, dims, data.SBytes),
            ElementType.Int32 => OnnxModelBuilder.Tensor(name, dims, data.Ints),
            ElementType.Int64 => OnnxModelBuilder.Tensor(name, dims, data.Longs),
            _ => OnnxModelBuilder.Tensor(name, dims, data.Bools),
        };
    }

    private static OnnxValueInfo Info(Tensor tensor)
        => new() { Name = tensor.Name, Type = TypeOf(tensor.Type), Dims = [.. tensor.Shape.Dims.Select(d => new OnnxDim(d, null))] };

    private static string Unique(HashSet<string> names, string wanted)
    {
        string name = wanted;
        for (int i = 1; !names.Add(name); i++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{wanted}_{i}");
        }

        return name;
    }
}
