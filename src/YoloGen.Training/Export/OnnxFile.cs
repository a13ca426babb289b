using System.Runtime.InteropServices;

namespace YoloGen.Training.Export;

/// <summary>An ONNX model being written (onnx.proto, IR version 8, opset 17). Field numbers are those of onnx.proto.</summary>
internal sealed class OnnxFile
{
    private const int Float = 1;
    private readonly ProtoWriter graph = new();
    private readonly List<ProtoWriter> nodes = [], initializers = [], inputs = [], outputs = [];

    public void AddInput(string name, params long[] shape) => inputs.Add(Value(name, shape));

    public void AddOutput(string name, params long[] shape) => outputs.Add(Value(name, shape));

    public void AddTensor(string name, long[] shape, float[] values)
    {
        var tensor = new ProtoWriter();
        foreach (long dimension in shape)
            tensor.Integer(1, dimension);
        tensor.Integer(2, Float).Text(8, name).Bytes(9, MemoryMarshal.AsBytes(values.AsSpan()));
        initializers.Add(tensor);
    }

    /// <summary>Adds a node with one output of its own name.</summary>
    public string AddNode(string type, string name, string[] inputNames, params (string Name, object Value)[] attributes)
    {
        var node = new ProtoWriter();
        foreach (string input in inputNames)
            node.Text(1, input);
        node.Text(2, name).Text(3, name).Text(4, type);
        foreach ((string attribute, object value) in attributes)
            node.Message(5, Attribute(attribute, value));
        nodes.Add(node);
        return name;
    }

    public byte[] ToArray(string name, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        foreach (ProtoWriter node in nodes)
            graph.Message(1, node);
        graph.Text(2, name);
        foreach (ProtoWriter tensor in initializers)
            graph.Message(5, tensor);
        foreach (ProtoWriter input in inputs)
            graph.Message(11, input);
        foreach (ProtoWriter output in outputs)
            graph.Message(12, output);
        ProtoWriter model = new ProtoWriter().Integer(1, 8).Text(2, "yologen").Message(7, graph).Message(8, new ProtoWriter().Text(1, "").Integer(2, 17));
        foreach ((string key, string value) in metadata)
            model.Message(14, new ProtoWriter().Text(1, key).Text(2, value));
        return model.ToArray();
    }

    private static ProtoWriter Attribute(string name, object value)
    {
        ProtoWriter attribute = new ProtoWriter().Text(1, name);
        switch (value)
        {
            case float number:
                return attribute.Single(2, number).Integer(20, 1);
            case int number:
                return attribute.Integer(3, number).Integer(20, 2);
            case string text:
                return attribute.Text(4, text).Integer(20, 3);
            default:
                foreach (int number in (int[])value)
                    attribute.Integer(8, number);
                return attribute.Integer(20, 7);
        }
    }

    private static ProtoWriter Value(string name, long[] shape)
    {
        var dimensions = new ProtoWriter();
        foreach (long dimension in shape)
            dimensions.Message(1, new ProtoWriter().Integer(1, dimension));
        return new ProtoWriter().Text(1, name).Message(2, new ProtoWriter().Message(1, new ProtoWriter().Integer(1, Float).Message(2, dimensions)));
    }
}
