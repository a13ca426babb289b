using Xunit;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Import;
using YoloGen.Compiler.Interpreter;
using YoloGen.Onnx;

namespace YoloGen.Compiler.Tests.Import;

/// <summary>
/// A model of one node in a line: <c>new OneNode("Conv").In(1, 3, 8, 8).Weights([4, 3, 3, 3]).Attr("pads", new[] { 1, 1, 1, 1 }).SameAsOrt()</c>.
/// Inputs are named x0, x1, ... in the order in which they are added, outputs y0, y1, ...
/// </summary>
internal sealed class OneNode(string op, int opset = 17)
{
    private readonly OnnxModelBuilder _builder = new OnnxModelBuilder(opset).Opset("com.microsoft", 1);
    private readonly List<string> _inputs = [];
    private readonly List<(string, object)> _attributes = [];
    private readonly Dictionary<string, TensorData> _values = new(StringComparer.Ordinal);
    private readonly Random _random = new(7);
    private int _outputs = 1;
    private float _tolerance = 1e-4f;

    /// <summary>A float input of the network.</summary>
    public OneNode In(params long[] dims)
    {
        Shape shape = ShapeOf(dims);
        return In(new TensorData(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)((_random.NextDouble() * 4) - 2))]));
    }

    /// <summary>An input of the network with this value.</summary>
    public OneNode In(TensorData value)
    {
        string name = Next();
        _builder.Input(name, TypeOf(value.Type), [.. value.Shape.Dims.Select(d => (long)d)]);
        _values[name] = value;
        return this;
    }

    /// <summary>Random bytes as an input.</summary>
    public OneNode Bytes(ElementType type, params long[] dims)
    {
        Shape shape = ShapeOf(dims);
        var bytes = new byte[shape.Count];
        _random.NextBytes(bytes);
        return In(type == ElementType.UInt8 ? new TensorData(shape, bytes) : new TensorData(shape, Array.ConvertAll(bytes, b => (sbyte)b)));
    }

    /// <summary>A constant of random floats.</summary>
    public OneNode Weights(long[] dims)
    {
        float[] values = [.. Enumerable.Range(0, (int)ShapeOf(dims).Count).Select(_ => (float)(_random.NextDouble() + 0.1))];
        return Const(OnnxModelBuilder.Tensor("", dims, values));
    }

    /// <summary>A constant of random bytes.</summary>
    public OneNode ConstBytes(ElementType type, params long[] dims)
    {
        var bytes = new byte[ShapeOf(dims).Count];
        _random.NextBytes(bytes);
        return Const(type == ElementType.UInt8 ? OnnxModelBuilder.Tensor("", dims, bytes) : OnnxModelBuilder.Tensor("", dims, Array.ConvertAll(bytes, b => (sbyte)b)));
    }

    public OneNode Const(params float[] values) => Const(OnnxModelBuilder.Tensor("", [values.Length], values));

    public OneNode Const(params long[] values) => Const(OnnxModelBuilder.Tensor("", [values.Length], values));

    public OneNode Scalar(float value) => Const(OnnxModelBuilder.Tensor("", [], [value]));

    public OneNode Scalar(byte value) => Const(OnnxModelBuilder.Tensor("", [], [value]));

    public OneNode Scalar(sbyte value) => Const(OnnxModelBuilder.Tensor("", [], [value]));

    public OneNode Scalar(long value) => Const(OnnxModelBuilder.Tensor("", [], [value]));

    public OneNode Const(OnnxTensor tensor)
    {
        tensor.Name = Next();
        _builder.Initializer(tensor);
        return this;
    }

    /// <summary>An omitted optional input.</summary>
    public OneNode None()
    {
        _inputs.Add("");
        return this;
    }

    public OneNode Attr(string name, object value)
    {
        _attributes.Add((name, value));
        return this;
    }

    public OneNode Outputs(int count)
    {
        _outputs = count;
        return this;
    }

    /// <summary>Largest difference of floats that is accepted.</summary>
    public OneNode Within(float tolerance)
    {
        _tolerance = tolerance;
        return this;
    }

    public OnnxModel Model()
    {
        string[] outputs = [.. Enumerable.Range(0, _outputs).Select(i => $"y{i}")];
        OnnxModel model = _builder.Node(op, [.. _inputs], outputs, [.. _attributes]).Build();
        foreach (string output in outputs)
        {
            model.Graph.Outputs.Add(new OnnxValueInfo { Name = output });
        }

        return model;
    }

    public NetworkGraph Import() => Importer.Import(Model());

    /// <summary>Shapes and types are ONNX Runtime's; so are the values, as the interpreter computes them.</summary>
    public void SameAsOrt()
    {
        OnnxModel model = Model();
        IReadOnlyDictionary<string, TensorData> expected = OrtReference.Run(model, _values);
        NetworkGraph graph = Importer.Import(model);
        Assert.Equal(expected.Values.Select(v => $"{v.Type} {v.Shape}"), graph.Outputs.Select(o => $"{o.Type} {o.Shape}"));
        IReadOnlyDictionary<string, TensorData> actual = Compiler.Interpreter.Interpreter.Run(graph, _values);
        foreach ((string name, TensorData value) in expected)
        {
            AssertClose(value, actual[name]);
        }
    }

    private void AssertClose(TensorData expected, TensorData actual)
    {
        if (expected.Type != ElementType.Float32)
        {
            Assert.Equal(expected.Values, actual.Values);
            return;
        }

        for (int i = 0; i < expected.Floats.Length; i++)
        {
            float e = expected.Floats[i], a = actual.Floats[i];
            Assert.True(e.Equals(a) || Math.Abs(e - a) <= _tolerance * Math.Max(1, Math.Abs(e)), $"element {i}: {a} instead of {e}");
        }
    }

    private string Next()
    {
        string name = $"x{_inputs.Count}";
        _inputs.Add(name);
        return name;
    }

    private static Shape ShapeOf(long[] dims) => Shape.Of([.. dims.Select(d => (int)d)]);

    private static OnnxDataType TypeOf(ElementType type) => type switch
    {
        ElementType.Float32 => OnnxDataType.Float,
        ElementType.UInt8 => OnnxDataType.UInt8,
        ElementType.Int8 => OnnxDataType.Int8,
        ElementType.Int32 => OnnxDataType.Int32,
        ElementType.Int64 => OnnxDataType.Int64,
        _ => OnnxDataType.Bool,
    };
}
