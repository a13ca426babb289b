using System.Buffers.Binary;

namespace YoloGen.Onnx;

/// <summary>
/// Builds a model in memory: <c>new OnnxModelBuilder(13).Input("x", 1, 3, 8, 8).Node("Relu", ["x"], ["y"]).Output("y").Build()</c>.
/// </summary>
public sealed class OnnxModelBuilder
{
    private readonly OnnxModel _model = new() { ProducerName = "YoloGen", IrVersion = 8 };

    /// <summary>Starts a model.</summary>
    /// <param name="opset">Version of the ONNX operator set.</param>
    /// <param name="name">Name of the graph.</param>
    public OnnxModelBuilder(int opset = 17, string name = "model")
    {
        _model.Opsets[""] = opset;
        _model.IrVersion = opset switch { <= 8 => 3, 9 => 4, 10 => 5, 11 => 6, 12 or 13 or 14 => 7, <= 18 => 8, <= 20 => 9, _ => 10 };
        _model.Graph.Name = name;
    }

    /// <summary>Imports a further operator set, such as com.microsoft.</summary>
    public OnnxModelBuilder Opset(string domain, int version)
    {
        _model.Opsets[domain] = version;
        return this;
    }

    /// <summary>Adds a metadata entry.</summary>
    public OnnxModelBuilder Metadata(string key, string value)
    {
        _model.Metadata[key] = value;
        return this;
    }

    /// <summary>Adds a float input of fixed shape.</summary>
    public OnnxModelBuilder Input(string name, params long[] dims) => Input(name, OnnxDataType.Float, dims);

    /// <summary>Adds an input of fixed shape; a negative dimension is free.</summary>
    public OnnxModelBuilder Input(string name, OnnxDataType type, params long[] dims)
    {
        _model.Graph.Inputs.Add(Info(name, type, dims));
        return this;
    }

    /// <summary>Adds a float output; no dimensions leave its shape open.</summary>
    public OnnxModelBuilder Output(string name, params long[] dims) => Output(name, OnnxDataType.Float, dims);

    /// <summary>Adds an output; no dimensions leave its shape open.</summary>
    public OnnxModelBuilder Output(string name, OnnxDataType type, params long[] dims)
    {
        OnnxValueInfo info = Info(name, type, dims);
        info.Dims = dims.Length == 0 ? null : info.Dims;
        _model.Graph.Outputs.Add(info);
        return this;
    }

    /// <summary>Adds a constant of ready tensor form.</summary>
    public OnnxModelBuilder Initializer(OnnxTensor tensor)
    {
        _model.Graph.Initializers.Add(tensor);
        return this;
    }

    /// <summary>Adds a float constant.</summary>
    public OnnxModelBuilder Initializer(string name, long[] dims, params float[] values) => Initializer(Tensor(name, dims, values));

    /// <summary>Adds an int64 constant.</summary>
    public OnnxModelBuilder Initializer(string name, long[] dims, params long[] values) => Initializer(Tensor(name, dims, values));

    /// <summary>Adds an int32 constant.</summary>
    public OnnxModelBuilder Initializer(string name, long[] dims, params int[] values) => Initializer(Tensor(name, dims, values));

    /// <summary>Adds a uint8 constant.</summary>
    public OnnxModelBuilder Initializer(string name, long[] dims, params byte[] values) => Initializer(Tensor(name, dims, values));

    /// <summary>Adds an int8 constant.</summary>
    public OnnxModelBuilder Initializer(string name, long[] dims, params sbyte[] values) => Initializer(Tensor(name, dims, values));

    /// <summary>Adds a node.</summary>
    /// <param name="op">Operator; "com.microsoft:QLinearAdd" names one of another domain.</param>
    /// <param name="inputs">Names of the inputs, empty for an omitted one.</param>
    /// <param name="outputs">Names of the outputs.</param>
    /// <param name="attributes">Attributes: int, long, float, string, arrays of these, bool (as 0 or 1), <see cref="OnnxTensor"/> or <see cref="OnnxGraph"/>.</param>
    public OnnxModelBuilder Node(string op, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        _model.Graph.Nodes.Add(MakeNode(op, inputs, outputs, attributes));
        return this;
    }

    /// <summary>The model; the builder must not be used afterwards.</summary>
    public OnnxModel Build() => _model;

    /// <summary>Makes a node that stands alone.</summary>
    public static OnnxNode MakeNode(string op, string[] inputs, string[] outputs, params (string Name, object Value)[] attributes)
    {
        int colon = op.IndexOf(':', StringComparison.Ordinal);
        var node = new OnnxNode { OpType = op[(colon + 1)..], Domain = colon < 0 ? "" : op[..colon], Name = outputs.Length > 0 ? outputs[0] + "_node" : op };
        node.Inputs.AddRange(inputs);
        node.Outputs.AddRange(outputs);
        node.Attributes.AddRange(attributes.Select(a => Attribute(a.Name, a.Value)));
        return node;
    }

    /// <summary>Makes an attribute from a .NET value.</summary>
    /// <exception cref="ArgumentException">The value has a type that no attribute holds.</exception>
    public static OnnxAttribute Attribute(string name, object value)
    {
        var a = new OnnxAttribute { Name = name };
        (a.Type, Action set) = value switch
        {
            bool v => (OnnxAttributeType.Int, () => a.Int = v ? 1 : 0),
            int v => (OnnxAttributeType.Int, () => a.Int = v),
            long v => (OnnxAttributeType.Int, () => a.Int = v),
            float v => (OnnxAttributeType.Float, () => a.Float = v),
            string v => (OnnxAttributeType.String, () => a.Text = v),
            int[] v => (OnnxAttributeType.Ints, () => a.Ints = [.. v]),
            long[] v => (OnnxAttributeType.Ints, () => a.Ints = v),
            float[] v => (OnnxAttributeType.Floats, () => a.Floats = v),
            string[] v => (OnnxAttributeType.Strings, () => a.Strings = v),
            OnnxTensor v => (OnnxAttributeType.Tensor, () => a.Tensor = v),
            OnnxGraph v => (OnnxAttributeType.Graph, (Action)(() => a.Graph = v)),
            _ => throw new ArgumentException($"an attribute cannot hold a {value.GetType()}", nameof(value)),
        };
        set();
        return a;
    }

    /// <summary>Makes a float tensor.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, float[] values)
        => Pack(name, OnnxDataType.Float, dims, 4, values.Length, (s, i) => BinaryPrimitives.WriteSingleLittleEndian(s, values[i]));

    /// <summary>Makes an int64 tensor.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, long[] values)
        => Pack(name, OnnxDataType.Int64, dims, 8, values.Length, (s, i) => BinaryPrimitives.WriteInt64LittleEndian(s, values[i]));

    /// <summary>Makes an int32 tensor.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, int[] values)
        => Pack(name, OnnxDataType.Int32, dims, 4, values.Length, (s, i) => BinaryPrimitives.WriteInt32LittleEndian(s, values[i]));

    /// <summary>Makes a uint8 tensor.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, byte[] values)
        => Pack(name, OnnxDataType.UInt8, dims, 1, values.Length, (s, i) => s[0] = values[i]);

    /// <summary>Makes an int8 tensor.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, sbyte[] values)
        => Pack(name, OnnxDataType.Int8, dims, 1, values.Length, (s, i) => s[0] = (byte)values[i]);

    /// <summary>Makes a bool tensor.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, bool[] values)
        => Pack(name, OnnxDataType.Bool, dims, 1, values.Length, (s, i) => s[0] = values[i] ? (byte)1 : (byte)0);

    /// <summary>Makes a float16 tensor from values that are rounded to half precision.</summary>
    public static OnnxTensor Tensor(string name, long[] dims, Half[] values)
        => Pack(name, OnnxDataType.Float16, dims, 2, values.Length, (s, i) => BinaryPrimitives.WriteHalfLittleEndian(s, values[i]));

    private delegate void Put(Span<byte> at, int index);

    private static OnnxTensor Pack(string name, OnnxDataType type, long[] dims, int size, int count, Put put)
    {
        var data = new byte[count * size];
        var tensor = new OnnxTensor { Name = name, Type = type, Dims = dims, Data = data };
        if (tensor.Count != count)
        {
            throw new ArgumentException($"{count} values do not fill [{string.Join(',', dims)}]", nameof(dims));
        }

        for (int i = 0; i < count; i++)
        {
            put(data.AsSpan(i * size, size), i);
        }

        return tensor;
    }

    private static OnnxValueInfo Info(string name, OnnxDataType type, long[] dims)
        => new() { Name = name, Type = type, Dims = [.. dims.Select(d => new OnnxDim(d < 0 ? null : d, null))] };
}
