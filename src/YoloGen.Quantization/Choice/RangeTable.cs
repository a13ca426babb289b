using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>The range of every quantized tensor: measured, or that of what it is moved or put together from.</summary>
internal sealed class RangeTable
{
    private readonly QuantizedTensors _tensors;
    private readonly Dictionary<Tensor, ValueRange> _ranges = new(ReferenceEqualityComparer.Instance);

    public RangeTable(QuantizedTensors tensors, IReadOnlyDictionary<string, ValueRange> measured)
    {
        _tensors = tensors;
        foreach (Tensor input in tensors.Graph.Inputs)
        {
            Add(input, measured);
        }

        // In the order of the nodes, so that sources come first.
        foreach (Tensor tensor in tensors.Graph.Nodes.SelectMany(n => n.Outputs).Where(t => tensors.Contains(t)))
        {
            Add(tensor, measured);
        }
    }

    public ValueRange this[Tensor tensor] => _ranges[tensor];

    public IReadOnlyDictionary<string, ValueRange> ByName() => _tensors.All.ToDictionary(t => t.Name, t => _ranges[t], StringComparer.Ordinal);

    private void Add(Tensor tensor, IReadOnlyDictionary<string, ValueRange> measured)
        => _ranges[tensor] = measured.TryGetValue(tensor.Name, out ValueRange range) ? range : Derived(_tensors.Producers[tensor]);

    private ValueRange Derived(Node node)
    {
        IEnumerable<Tensor> sources = OperatorCatalog.TraitsOf(node.Op).KeepsRange(node.Op) ? [node.Input(0)] : node.Inputs.Select(i => i!);
        ValueRange range = ValueRange.Zero;
        foreach (Tensor source in sources)
        {
            range = source.Constant is { } constant ? range.Union(constant.Floats) : range.Union(_ranges[source]);
        }

        return range;
    }
}
