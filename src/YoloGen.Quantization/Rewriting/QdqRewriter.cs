using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Choice;
using YoloGen.Quantization.Reconstruction;

namespace YoloGen.Quantization.Rewriting;

/// <summary>Puts QuantizeLinear and DequantizeLinear behind every quantized tensor, and DequantizeLinear behind quantized weights and biases.</summary>
internal sealed class QdqRewriter
{
    private readonly QuantizedTensors _tensors;
    private readonly ParameterTable _parameters;
    private readonly List<Node> _nodes = [];
    private readonly HashSet<string> _names;
    private readonly Dictionary<Tensor, Tensor> _dequantized = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<(Tensor, int?), (Tensor Float, QuantParams Params, TensorData Bytes)> _weights = [];
    private readonly ILookup<(Tensor, int?), (float InputScale, float[] Bias)> _biases;

    private readonly Reconstructor? _reconstructor;
    private readonly ChannelErrors? _errors;

    private QdqRewriter(NetworkGraph graph, QuantizedTensors tensors, ParameterTable parameters, Reconstructor? reconstructor)
    {
        _reconstructor = reconstructor;
        _errors = reconstructor?.ErrorsIn(tensors);
        _tensors = tensors;
        _parameters = parameters;
        _names = [.. graph.Nodes.SelectMany(n => n.Outputs.Concat(n.Inputs.OfType<Tensor>())).Concat(graph.Inputs).Select(t => t.Name)];
        _biases = graph.Nodes.Where(IsInteger)
            .Select(n => (Node: n, Use: WeightUse.Of(n)))
            .Where(p => p.Use is { QuantizesBias: true })
            .ToLookup(p => (p.Node.Input(1), p.Use!.Axis), p => (parameters[p.Node.Input(0)].Scale, p.Node.Input(2).Constant!.Floats));
    }

    /// <summary>The graph in Q/DQ form.</summary>
    /// <param name="graph">The float network.</param>
    /// <param name="tensors">Those of its tensors that become bytes.</param>
    /// <param name="parameters">Their scales and zero points.</param>
    /// <param name="reconstructor">How weights are rounded and biases corrected; null for the nearest bytes.</param>
    public static NetworkGraph Run(NetworkGraph graph, QuantizedTensors tensors, ParameterTable parameters, Reconstructor? reconstructor = null)
    {
        var rewriter = new QdqRewriter(graph, tensors, parameters, reconstructor);
        foreach (Tensor input in graph.Inputs.Where(i => tensors.Contains(i)))
        {
            rewriter.Quantize(input.Name, input, rewriter.New(input.Name + "_dequantized", ElementType.Float32, input.Shape), input);
        }

        foreach (Node node in graph.Nodes)
        {
            rewriter.Add(node);
        }

        return graph with { Nodes = rewriter._nodes };
    }

    private bool IsInteger(Node node) => _tensors.Body.Contains(node) && NetworkParts.HasWeights(node) && _tensors.Contains(node.Input(0));

    private void Add(Node node)
    {
        Tensor?[] inputs = [.. node.Inputs.Select(i => i is not null && _dequantized.TryGetValue(i, out Tensor? read) ? read : i)];
        if (IsInteger(node) && WeightUse.Of(node) is { } use)
        {
            (inputs[1], QuantParams weights, TensorData bytes) = Weights(node, use);
            if (use.QuantizesBias)
            {
                inputs[2] = Bias(node, weights, bytes);
            }
        }
        else if (node.Op is Binary { Kind: BinaryKind.Add or BinaryKind.Mul } && _tensors.Contains(node.Output))
        {
            inputs = [.. inputs.Select(i => i is { Constant: { Type: ElementType.Float32, Shape.Count: > 1 } } ? Operand(i) : i)];
        }

        if (node.Outputs.Count != 1 || !_tensors.Contains(node.Output))
        {
            _nodes.Add(node with { Inputs = inputs });
            return;
        }

        // A network output keeps its name: it is then what comes out of DequantizeLinear.
        Tensor y = node.Output;
        bool isOutput = _tensors.IsOutput(y);
        Tensor raw = isOutput ? New(y.Name + "_float", y.Type, y.Shape) : y;
        _nodes.Add(node with { Inputs = inputs, Outputs = [raw] });
        Quantize(y.Name, raw, isOutput ? y : New(y.Name + "_dequantized", y.Type, y.Shape), y);
    }

    private void Quantize(string name, Tensor raw, Tensor result, Tensor of)
    {
        QuantParams p = _parameters[of];
        Tensor bytes = New(name + "_quantized", p.Type, raw.Shape);
        _nodes.Add(new Node(name + "_QuantizeLinear", new QuantizeLinear(p), [raw], [bytes]));
        _nodes.Add(new Node(name + "_DequantizeLinear", new DequantizeLinear(p), [bytes], [result]));
        _dequantized[of] = result;
    }

    private (Tensor Float, QuantParams Params, TensorData Bytes) Weights(Node node, WeightUse use)
    {
        Tensor weights = node.Input(1);
        if (!_weights.TryGetValue((weights, use.Axis), out (Tensor Float, QuantParams Params, TensorData Bytes) done))
        {
            (TensorData bytes, QuantParams p) = WeightQuantizer.Run(weights.Constant!, use.Axis, [.. _biases[(weights, use.Axis)]]);
            bytes = _reconstructor?.Round(node, bytes, p) ?? bytes;
            done = (Dequantized(weights.Name, bytes, p), p, bytes);
            _weights.Add((weights, use.Axis), done);
        }

        return done;
    }

    private Tensor Bias(Node node, QuantParams weights, TensorData bytes)
    {
        float[] bias = _reconstructor?.Bias(node, bytes, weights, _errors!) ?? node.Input(2).Constant!.Floats;
        float x = _parameters[node.Input(0)].Scale;
        float[] scales = [.. weights.Scales.Select(w => x * w)];
        int[] values = [.. bias.Select((b, i) => WeightQuantizer.Bias(b, scales[i]))];
        var p = new QuantParams(ElementType.Int32, [.. scales], [.. new int[scales.Length]]);
        return Dequantized(node.Output.Name + "_bias", new TensorData(Shape.Of(values.Length), values), p);
    }

    /// <summary>A constant that is added to or multiplied with an activation.</summary>
    private Tensor Operand(Tensor constant)
    {
        if (!_weights.TryGetValue((constant, null), out (Tensor Float, QuantParams Params, TensorData Bytes) done))
        {
            float[] values = constant.Constant!.Floats;
            QuantParams p = ParameterTable.FromRange(ValueRange.Zero.Union(values), _parameters.Type);
            int low = p.Type == ElementType.Int8 ? -128 : 0;
            IEnumerable<int> bytes = values.Select(v => Math.Clamp((int)Rounding.InUnits(v, p.Scale) + p.ZeroPoint, low, low + 255));
            TensorData data = p.Type == ElementType.Int8
                ? new TensorData(constant.Shape, bytes.Select(b => (sbyte)b).ToArray())
                : new TensorData(constant.Shape, bytes.Select(b => (byte)b).ToArray());
            done = (Dequantized(constant.Name, data, p), p, data);
            _weights.Add((constant, null), done);
        }

        return done.Float;
    }

    private Tensor Dequantized(string name, TensorData data, QuantParams p)
    {
        var bytes = new Tensor(Unique(name + "_quantized"), data);
        Tensor result = New(name + "_dequantized", ElementType.Float32, data.Shape);
        _nodes.Add(new Node(name + "_DequantizeLinear", new DequantizeLinear(p), [bytes], [result]));
        return result;
    }

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
