using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>Which tensors of a float network are quantized.</summary>
internal sealed class QuantizedTensors
{
    private readonly HashSet<Tensor> _all;

    private QuantizedTensors(NetworkGraph graph)
    {
        Graph = graph;
        Producers = graph.Producers();
        Consumers = graph.Consumers();
        Body = NetworkParts.Body(graph);
        Absorbed = new AbsorbedActivations(this);
        Functions = new ByteFunctions(this);
        IEnumerable<Tensor> touched = graph.Nodes.Where(Body.Contains).SelectMany(n => n.Inputs.OfType<Tensor>().Concat(n.Outputs)).Concat(graph.Inputs);
        List<Tensor> ordered = [.. touched.Distinct<Tensor>(ReferenceEqualityComparer.Instance)
            .Where(t => t.Type == ElementType.Float32 && !t.IsConstant && !Absorbed.IsSum(t) && !Functions.IsInner(t))];
        All = ordered;
        _all = new HashSet<Tensor>(ordered, ReferenceEqualityComparer.Instance);
        Observed = [.. ordered.Where(t => Producers.TryGetValue(t, out Node? node) && !OperatorCatalog.TraitsOf(node.Op).KeepsRange(node.Op) && node.Op is not Concat)];
    }

    private QuantizedTensors(QuantizedTensors all, IReadOnlySet<string> floats)
    {
        Graph = all.Graph;
        Producers = all.Producers;
        Consumers = all.Consumers;
        Body = all.Body;
        Absorbed = all.Absorbed;
        Functions = all.Functions;
        Observed = all.Observed;
        All = [.. all.All.Where(t => !floats.Contains(t.Name))];
        _all = new HashSet<Tensor>(All, ReferenceEqualityComparer.Instance);
    }

    public NetworkGraph Graph { get; }

    public IReadOnlyDictionary<Tensor, Node> Producers { get; }

    public ILookup<Tensor, Node> Consumers { get; }

    /// <summary>Nodes that are quantized; grows by activations that end the body.</summary>
    public HashSet<Node> Body { get; }

    public AbsorbedActivations Absorbed { get; }

    public ByteFunctions Functions { get; }

    /// <summary>Tensors that get QuantizeLinear and DequantizeLinear, in the order of the network.</summary>
    public IReadOnlyList<Tensor> All { get; }

    /// <summary>Those of them whose range has to be measured; the others follow from their sources.</summary>
    public IReadOnlyList<Tensor> Observed { get; }

    /// <summary>The same, with some tensors left in floats.</summary>
    /// <param name="floats">Names of tensors.</param>
    public QuantizedTensors Without(IReadOnlySet<string> floats) => floats.Count == 0 ? this : new(this, floats);

    public static QuantizedTensors Choose(NetworkGraph graph) => new(graph);

    public bool Contains(Tensor? tensor) => tensor is not null && _all.Contains(tensor);

    public bool IsOutput(Tensor tensor) => Graph.Outputs.Any(o => ReferenceEquals(o, tensor));
}
