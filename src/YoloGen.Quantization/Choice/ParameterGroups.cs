using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>Tensors that share scale and zero point, so that moving and joining bytes needs no requantization.</summary>
internal sealed class ParameterGroups
{
    private readonly QuantizedTensors _tensors;
    private readonly RangeTable _ranges;
    private readonly Dictionary<Tensor, List<Tensor>> _groups = new(ReferenceEqualityComparer.Instance);

    public ParameterGroups(QuantizedTensors tensors, RangeTable ranges)
    {
        _tensors = tensors;
        _ranges = ranges;
        foreach (Tensor tensor in tensors.All)
        {
            _groups[tensor] = [tensor];
        }

        foreach (Node node in tensors.Graph.Nodes.Where(n => tensors.Body.Contains(n) && OperatorCatalog.TraitsOf(n.Op).KeepsRange(n.Op)))
        {
            Merge(node.Input(0), node.Output);
        }

        foreach (Node node in tensors.Graph.Nodes.Where(n => n.Op is Concat && tensors.Contains(n.Output)))
        {
            foreach (Tensor part in node.Inputs.Select(i => i!).Where(i => tensors.Contains(i) && MayJoin(i, node)).ToArray())
            {
                Merge(part, node.Output);
            }
        }
    }

    /// <summary>All tensors that share with this one, itself included.</summary>
    public IReadOnlyList<Tensor> Of(Tensor tensor) => _groups[tensor];

    public ValueRange RangeOf(Tensor tensor) => _groups[tensor].Aggregate(ValueRange.Zero, (range, t) => range.Union(_ranges[t]));

    /// <summary>A part whose values only this Concat sees loses nothing by the wider range, unless an absorbed activation needs its own limits.</summary>
    private bool MayJoin(Tensor part, Node concat)
    {
        ValueRange joint = RangeOf(concat.Output).Union(RangeOf(part));
        List<Tensor> group = _groups[part];
        return ReferenceEquals(group, _groups[concat.Output]) || group.All(t => !_tensors.IsOutput(t)
            && _tensors.Consumers[t].All(c => c == concat || (_tensors.Contains(c.Output) && ReferenceEquals(_groups[c.Output], group)))
            && (_tensors.Absorbed.Of(t) is not { } activation || (joint.Min >= 0 && (activation.Kind == UnaryKind.Relu || joint.Max <= activation.Beta))));
    }

    private void Merge(Tensor a, Tensor b)
    {
        if (!_tensors.Contains(a) || !_tensors.Contains(b) || ReferenceEquals(_groups[a], _groups[b]))
        {
            return;
        }

        List<Tensor> joined = _groups[a];
        joined.AddRange(_groups[b]);
        foreach (Tensor tensor in joined)
        {
            _groups[tensor] = joined;
        }
    }
}
