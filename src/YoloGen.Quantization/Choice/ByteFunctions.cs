using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>
/// Elementwise functions of one tensor, however many nodes they take (x * sigmoid(x), x * tanh(softplus(x)), x / 255): between the bytes
/// that go in and the bytes that come out they are one table, so what lies between is not quantized.
/// </summary>
internal sealed class ByteFunctions
{
    private readonly QuantizedTensors _tensors;
    private readonly Dictionary<Tensor, Tensor> _roots = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<Tensor> _cut = new(ReferenceEqualityComparer.Instance);

    public ByteFunctions(QuantizedTensors tensors)
    {
        _tensors = tensors;
        Node[] nodes = [.. tensors.Graph.Nodes.Where(n => tensors.Body.Contains(n) && n.Output.Type == ElementType.Float32)];

        // A function that something else reads as well is quantized, and is then the root of what follows it; each round cuts one more.
        do
        {
            _roots.Clear();
            foreach (Node node in nodes)
            {
                if (!_cut.Contains(node.Output) && tensors.Absorbed.Of(node.Output) is null && FunctionOf(node) is { } root)
                {
                    _roots[node.Output] = root;
                }
            }
        }
        while (nodes.FirstOrDefault(MustBeCut) is { } cut && _cut.Add(cut.Output));
    }

    /// <summary>Whether only the inside of one function sees the tensor.</summary>
    public bool IsInner(Tensor tensor)
        => _roots.TryGetValue(tensor, out Tensor? root) && !_tensors.IsOutput(tensor) && _tensors.Consumers[tensor].Any()
            && _tensors.Consumers[tensor].All(c => _roots.TryGetValue(c.Output, out Tensor? other) && ReferenceEquals(other, root));

    /// <summary>The function that alone reads the tensor, or null.</summary>
    public ElementwiseReader? ReaderOf(Tensor tensor)
    {
        Node[] nodes = [.. _tensors.Graph.Nodes.Where(n => _roots.TryGetValue(n.Output, out Tensor? root) && ReferenceEquals(root, tensor))];
        Node[] ends = [.. nodes.Where(n => !IsInner(n.Output))];
        return ends.Length == 1 && !_tensors.IsOutput(tensor) && _tensors.Consumers[tensor].All(nodes.Contains) ? new ElementwiseReader(tensor, nodes, ends[0].Output) : null;
    }

    /// <summary>The tensor whose function this one is, or null.</summary>
    public Tensor? RootOf(Tensor tensor) => _roots.GetValueOrDefault(tensor);

    private bool MustBeCut(Node node)
        => _roots.TryGetValue(node.Output, out Tensor? root) && !IsInner(node.Output)
            && _tensors.Consumers[node.Output].Any(c => _roots.TryGetValue(c.Output, out Tensor? other) && ReferenceEquals(other, root));

    private Tensor Root(Tensor tensor) => _roots.GetValueOrDefault(tensor, tensor);

    private Tensor? FunctionOf(Node node)
    {
        switch (node.Op)
        {
            case Unary:
                return Root(node.Input(0));
            case Binary { Kind: BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div or BinaryKind.Min or BinaryKind.Max }:
                Tensor a = node.Input(0), b = node.Input(1);
                if (a.IsConstant || b.IsConstant)
                {
                    (Tensor x, Tensor constant) = a.IsConstant ? (b, a) : (a, b);
                    return !x.IsConstant && constant.Shape.Count == 1 && node.Output.Shape == x.Shape ? Root(x) : null;
                }

                // Two functions of one tensor, at least one of them not the tensor itself.
                return ReferenceEquals(Root(a), Root(b)) && a.Shape == b.Shape && !ReferenceEquals(a, b) ? Root(a) : null;
            default:
                return null;
        }
    }
}
