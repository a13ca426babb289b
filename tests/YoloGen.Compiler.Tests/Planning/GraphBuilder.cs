using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Tests.Planning;

/// <summary>Makes graphs node by node.</summary>
internal sealed class GraphBuilder(int seed = 1)
{
    private readonly List<Tensor> _inputs = [];
    private readonly List<Tensor> _outputs = [];
    private readonly List<Node> _nodes = [];
    private readonly Random _random = new(seed);

    public Random Random => _random;

    public Tensor Input(params ReadOnlySpan<int> dims) => Input(ElementType.Float32, dims);

    public Tensor Input(ElementType type, params ReadOnlySpan<int> dims)
    {
        var tensor = new Tensor($"input{_inputs.Count}", type, Shape.Of(dims));
        _inputs.Add(tensor);
        return tensor;
    }

    public Tensor Constant(TensorData data) => new($"constant{_nodes.Count}.{_random.Next()}", data);

    public Tensor Weights(params ReadOnlySpan<int> dims)
    {
        Shape shape = Shape.Of(dims);
        return Constant(new TensorData(shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (float)((_random.NextDouble() * 2) - 1))]));
    }

    public Tensor SBytes(int low, int high, params ReadOnlySpan<int> dims)
    {
        Shape shape = Shape.Of(dims);
        return Constant(new TensorData(shape, Enumerable.Range(0, (int)shape.Count).Select(_ => (sbyte)_random.Next(low, high + 1)).ToArray()));
    }

    public Tensor UBytes(params ReadOnlySpan<int> dims)
    {
        Shape shape = Shape.Of(dims);
        return Constant(new TensorData(shape, Enumerable.Range(0, (int)shape.Count).Select(_ => (byte)_random.Next(256)).ToArray()));
    }

    public Tensor Ints(int low, int high, params ReadOnlySpan<int> dims)
    {
        Shape shape = Shape.Of(dims);
        return Constant(new TensorData(shape, Enumerable.Range(0, (int)shape.Count).Select(_ => _random.Next(low, high + 1)).ToArray()));
    }

    public Tensor Add(Operator op, ElementType type, int[] dims, params Tensor?[] inputs)
    {
        var output = new Tensor($"t{_nodes.Count}", type, Shape.Of(dims));
        _nodes.Add(new Node($"n{_nodes.Count}", op, inputs, [output]));
        return output;
    }

    public void AddNode(Node node) => _nodes.Add(node);

    public Tensor Same(Operator op, params Tensor?[] inputs) => Add(op, inputs[0]!.Type, [.. inputs[0]!.Shape.Dims], inputs);

    public static Window2D Window(int kernel, int stride = 1, int pad = 0, int dilation = 1)
        => new(kernel, kernel, stride, stride, dilation, dilation, pad, pad, pad, pad);

    public static int Size(int size, Window2D w) => ((size + w.PadTop + w.PadBottom - ((w.KernelH - 1) * w.DilationH) - 1) / w.StrideH) + 1;

    public Tensor Conv(Tensor x, int outputs, Window2D w, int group = 1, Unary? activation = null)
        => Add(
            new Conv(w, group, activation), ElementType.Float32, [x.Shape[0], outputs, Size(x.Shape[2], w), Size(x.Shape[3], w)],
            x, Weights(outputs, x.Shape[1] / group, w.KernelH, w.KernelW), Weights(outputs));

    public Tensor QConv(Tensor x, int outputs, Window2D w, QuantParams xq, QuantParams yq, int group = 1)
    {
        var wq = new QuantParams(ElementType.Int8, [.. Enumerable.Range(0, outputs).Select(_ => (float)(0.001 + (_random.NextDouble() * 0.004)))], [.. new int[outputs]]);
        return Add(
            new QConv(w, group, xq, wq, yq), yq.Type, [x.Shape[0], outputs, Size(x.Shape[2], w), Size(x.Shape[3], w)],
            x, SBytes(-127, 127, outputs, x.Shape[1] / group, w.KernelH, w.KernelW), Ints(-3000, 3000, outputs));
    }

    public void Output(Tensor tensor) => _outputs.Add(tensor);

    public NetworkGraph Build() => new("test", _inputs, _outputs, _nodes, new Dictionary<string, string>());

    /// <summary>Random values for every input.</summary>
    public Dictionary<string, TensorData> Values() => _inputs.ToDictionary(i => i.Name, i => i.Type switch
    {
        ElementType.Float32 => new TensorData(i.Shape, Fill(i, () => (float)((_random.NextDouble() * 4) - 2))),
        ElementType.UInt8 => new TensorData(i.Shape, Fill(i, () => (byte)_random.Next(256))),
        ElementType.Int8 => new TensorData(i.Shape, Fill(i, () => (sbyte)_random.Next(-128, 128))),
        ElementType.Int32 => new TensorData(i.Shape, Fill(i, () => _random.Next(-1000, 1000))),
        ElementType.Int64 => new TensorData(i.Shape, Fill(i, () => (long)_random.Next(-1000, 1000))),
        _ => new TensorData(i.Shape, Fill(i, () => _random.Next(2) == 1)),
    });

    private static T[] Fill<T>(Tensor tensor, Func<T> next)
    {
        var values = new T[tensor.Shape.Count];
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = next();
        }

        return values;
    }
}
