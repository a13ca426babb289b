using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// Builds a new graph while walking the old one in order. A rule looks upstream at what was already emitted, emits what replaces the
/// current node, and writes into the current node's own output tensors wherever it can, so that names survive; what lost its readers is removed at the end.
/// </summary>
internal sealed class ForwardRewriter
{
    private readonly NetworkGraph _graph;
    private readonly List<Node> _nodes = [];
    private readonly Dictionary<Tensor, Node> _producers = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, Tensor> _replaced = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, int> _reads = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Tensor> _outputs;
    private readonly HashSet<string> _names;
    private readonly Dictionary<string, int> _suffixes = new(StringComparer.Ordinal);

    public ForwardRewriter(NetworkGraph graph)
    {
        _graph = graph;
        _outputs = new HashSet<Tensor>(graph.Outputs, ReferenceEqualityComparer.Instance);
        _names = [.. graph.Nodes.SelectMany(n => n.Outputs.Concat(n.Inputs.OfType<Tensor>())).Concat(graph.Inputs).Select(t => t.Name)];
        foreach (Tensor tensor in graph.Nodes.SelectMany(n => n.Inputs).OfType<Tensor>().Concat(graph.Outputs))
        {
            _reads[tensor] = _reads.GetValueOrDefault(tensor) + 1;
        }
    }

    /// <summary>The node of the new graph that computes a tensor; null for inputs and constants.</summary>
    public Node? Producer(Tensor? tensor) => tensor is null ? null : _producers.GetValueOrDefault(tensor);

    /// <summary>Whether the tensor is a network output.</summary>
    public bool IsOutput(Tensor tensor) => _outputs.Contains(tensor);

    /// <summary>Whether one node of the old graph reads the tensor, and it is no output.</summary>
    public bool HasOneReader(Tensor tensor) => _reads.GetValueOrDefault(tensor) == 1 && !IsOutput(tensor);

    /// <summary>Walks the graph; <paramref name="rule"/> returns true if it replaced the node, false to keep it.</summary>
    public NetworkGraph Run(Func<Node, bool> rule)
    {
        foreach (Node node in _graph.Nodes)
        {
            Node current = Remap(node);
            if (!rule(current))
            {
                Emit(current);
            }
        }

        return RemoveDead.Run(_graph with { Nodes = _nodes, Outputs = [.. _graph.Outputs.Select(Resolve)] });
    }

    /// <summary>Appends a node.</summary>
    public void Emit(Node node)
    {
        _nodes.Add(node);
        foreach (Tensor output in node.Outputs)
        {
            _producers[output] = node;
        }
    }

    /// <summary>Appends a node with one new output tensor and returns that tensor.</summary>
    public Tensor Emit(string name, Operator op, ElementType type, Shape shape, params Tensor?[] inputs)
    {
        Tensor output = New(name, type, shape);
        Emit(new Node(name, op, inputs, [output]));
        return output;
    }

    /// <summary>Lets later nodes read <paramref name="by"/> instead; not for network outputs, whose names must stay.</summary>
    public bool Replace(Tensor tensor, Tensor by)
    {
        if (IsOutput(tensor))
        {
            return false;
        }

        _replaced[tensor] = by;

        // The node that is replaced read the other tensor; its readers do so now.
        _reads[by] = _reads.GetValueOrDefault(by) - 1 + _reads.GetValueOrDefault(tensor);
        return true;
    }

    /// <summary>A tensor with a name that nothing else has.</summary>
    public Tensor New(string name, ElementType type, Shape shape) => new(Unique(name), type, shape);

    /// <summary>A constant with a name that nothing else has.</summary>
    public Tensor Constant(string name, TensorData data) => new(Unique(name), data);

    private string Unique(string name)
    {
        string unique = name;
        while (!_names.Add(unique))
        {
            // Counting on from the last suffix keeps many equal names linear.
            int next = _suffixes[name] = _suffixes.GetValueOrDefault(name) + 1;
            unique = $"{name}#{next}";
        }

        return unique;
    }

    private Tensor Resolve(Tensor tensor)
    {
        while (_replaced.TryGetValue(tensor, out Tensor? by))
        {
            tensor = by;
        }

        return tensor;
    }

    private Node Remap(Node node)
        => node.Inputs.Any(i => i is not null && _replaced.ContainsKey(i)) ? node with { Inputs = [.. node.Inputs.Select(i => i is null ? null : Resolve(i))] } : node;
}
