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
        var functions = new ByteFunctions(this);
        IEnumerable<Tensor> touched = graph.Nodes.Where(Body.Contains).SelectMany(n => n.Inputs.OfType<Tensor>().Concat(n.Outputs)).Concat(graph.Inputs);
        List<Tensor> ordered = [.. touched.Distinct<Tensor>(ReferenceEqualityComparer.Instance)
            .Where(t => t.Type == ElementType.Float32 && !t.IsConstant && !Absorbed.IsSum(t) && !functions.IsInner(t))];
        All = ordered;
        _all = new HashSet<Tensor>(ordered, ReferenceEqualityComparer.Instance);
        Observed = [.. ordered.Where(t => Producers.TryGetValue(t, out Node? node) && !OperatorCatalog.TraitsOf(node.Op).KeepsRange(node.Op) && node.Op is not Concat)];
    }

    public NetworkGraph Graph { get; }

    public IReadOnlyDictionary<Tensor, Node> Producers { get; }

    public ILookup<Tensor, Node> Consumers { get; }

    /// <summary>Nodes that are quantized; grows by activations that end the body.</summary>
    public HashSet<Node> Body { get; }

    public AbsorbedActivations Absorbed { get; }

    /// <summary>Tensors that get QuantizeLinear and DequantizeLinear, in the order of the network.</summary>
    public IReadOnlyList<Tensor> All { get; }

    /// <summary>Those of them whose range has to be measured; the others follow from their sources.</summary>
    public IReadOnlyList<Tensor> Observed { get; }

    public static QuantizedTensors Choose(NetworkGraph graph) => new(graph);

    public bool Contains(Tensor? tensor) => tensor is not null && _all.Contains(tensor);

    public bool IsOutput(Tensor tensor) => Graph.Outputs.Any(o => ReferenceEquals(o, tensor));
}
