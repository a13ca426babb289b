using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Rewriting;

/// <summary>
/// Dynamic range quantization: a convolution or matrix product with constant weights becomes DynamicQuantizeLinear (range of the activations taken
/// from themselves, at run time), an exact sum of bytes, and the product of both scales. Weights are uint8 around 128, as ONNX Runtime's ConvInteger
/// takes no int8, with a scale for each output channel.
/// </summary>
internal sealed class DynamicRewriter
{
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _names;
    private readonly Dictionary<Tensor, (Tensor Bytes, Tensor Scale, Tensor ZeroPoint)> _quantized = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, (Tensor Bytes, float[] Scales)> _weights = new(ReferenceEqualityComparer.Instance);

    private DynamicRewriter(NetworkGraph graph)
        => _names = [.. graph.Nodes.SelectMany(n => n.Outputs.Concat(n.Inputs.OfType<Tensor>())).Concat(graph.Inputs).Select(t => t.Name)];

    /// <summary>Layers that became integers.</summary>
    public int Layers { get; private set; }

    /// <summary>The graph with sums of bytes.</summary>
    public static (NetworkGraph Graph, int Layers) Run(NetworkGraph graph)
    {
        var rewriter = new DynamicRewriter(graph);
        foreach (Node node in graph.Nodes)
        {
            rewriter.Add(node);
        }

        return (graph with { Nodes = rewriter._nodes }, rewriter.Layers);
    }

    private void Add(Node node)
    {
        if (node.Op is not (Conv or MatMul) || WeightUse.Of(node) is not { Axis: { } axis })
        {
            _nodes.Add(node);
            return;
        }

        Layers++;
        (Tensor bytes, Tensor scale, Tensor zeroPoint) = Quantized(node.Input(0));
        (Tensor weights, float[] scales) = Weights(node.Input(1), axis);
        Tensor y = node.Output, middle = Constant(y.Name + "_weights_zero_point", new TensorData(Shape.Scalar, new byte[] { 128 }));
        Operator sum = node.Op is Conv conv ? new ConvInteger(conv.Window, conv.Group) : new MatMulInteger();
        Tensor whole = Then(node.Name + "_integer", sum, ElementType.Int32, y.Shape, bytes, weights, zeroPoint, middle);
        Tensor real = Then(node.Name + "_cast", new Cast(), ElementType.Float32, y.Shape, whole);

        // Output channels are axis 1 of a feature map, the last axis of a matrix product.
        int[] dims = node.Op is Conv ? [1, scales.Length, .. Enumerable.Repeat(1, y.Shape.Rank - 2)] : [scales.Length];
        Tensor both = Then(node.Name + "_scales", new Binary(BinaryKind.Mul), ElementType.Float32, Shape.Of(dims), scale, Constant(y.Name + "_weights_scale", new TensorData(Shape.Of(dims), scales)));
        if (node.Op is Conv && node.Has(2))
        {
            Tensor scaled = Then(node.Name + "_scaled", new Binary(BinaryKind.Mul), ElementType.Float32, y.Shape, real, both);
            Tensor bias = Constant(y.Name + "_bias", new TensorData(Shape.Of(dims), node.Input(2).Constant!.Floats));
            _nodes.Add(new Node(node.Name + "_bias", new Binary(BinaryKind.Add), [scaled, bias], [y]));
        }
        else
        {
            _nodes.Add(new Node(node.Name + "_scaled", new Binary(BinaryKind.Mul), [real, both], [y]));
        }
    }

    private (Tensor Bytes, Tensor Scale, Tensor ZeroPoint) Quantized(Tensor x)
    {
        if (!_quantized.TryGetValue(x, out (Tensor Bytes, Tensor Scale, Tensor ZeroPoint) done))
        {
            done = (New(x.Name + "_quantized", ElementType.UInt8, x.Shape), New(x.Name + "_scale", ElementType.Float32, Shape.Scalar), New(x.Name + "_zero_point", ElementType.UInt8, Shape.Scalar));
            _nodes.Add(new Node(x.Name + "_DynamicQuantizeLinear", new DynamicQuantizeLinear(), [x], [done.Bytes, done.Scale, done.ZeroPoint]));
            _quantized.Add(x, done);
        }

        return done;
    }

    private (Tensor Bytes, float[] Scales) Weights(Tensor weights, int axis)
    {
        if (!_weights.TryGetValue(weights, out (Tensor Bytes, float[] Scales) done))
        {
            (TensorData signed, QuantParams p) = WeightQuantizer.Run(weights.Constant!, axis, []);
            var data = new TensorData(signed.Shape, signed.SBytes.Select(b => (byte)(b + 128)).ToArray());
            done = (Constant(weights.Name + "_quantized", data), [.. p.Scales]);
            _weights.Add(weights, done);
        }

        return done;
    }

    private Tensor Then(string name, Operator op, ElementType type, Shape shape, params Tensor?[] inputs)
    {
        Tensor result = New(name, type, shape);
        _nodes.Add(new Node(name, op, inputs, [result]));
        return result;
    }

    private Tensor Constant(string name, TensorData data) => new(Unique(name), data);

    private Tensor New(string name, ElementType type, Shape shape) => new(Unique(name), type, shape);

    private string Unique(string wanted)
    {
        string name = wanted;
        for (int i = 1; !_names.Add(name); i++)
        {
            name = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{wanted}_{i}");
        }

        return name;
    }
}
