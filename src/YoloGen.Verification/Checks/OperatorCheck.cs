using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Verification.Checks;

/// <summary>
/// Feeds our operators with the reference's own inputs. Networks amplify: one early rounding moves many outputs, so each tensor that both
/// sides have is computed from the nearest tensors upstream that both sides have.
/// </summary>
internal sealed class OperatorCheck
{
    private readonly NetworkGraph _graph;
    private readonly IReadOnlyDictionary<string, TensorData> _reference;
    private readonly IReadOnlyDictionary<Tensor, Node> _producers;
    private readonly double _share;

    public OperatorCheck(NetworkGraph graph, IReadOnlyDictionary<string, TensorData> inputs, IReadOnlyDictionary<string, TensorData> reference, double share)
    {
        _graph = graph;
        _share = share;
        _producers = graph.Producers();
        _reference = new Dictionary<string, TensorData>(reference.Concat(inputs).DistinctBy(p => p.Key), StringComparer.Ordinal);
    }

    /// <summary>A verdict for every tensor that both sides have, in execution order.</summary>
    public IEnumerable<TensorVerdict> Run(Action? progress = null)
    {
        foreach (Node node in _graph.Nodes)
        {
            progress?.Invoke();
            foreach (Tensor output in node.Outputs.Where(o => Known(o) is not null))
            {
                yield return Check(output);
            }
        }
    }

    private TensorData? Known(Tensor tensor)
        => tensor.Constant ?? (_reference.TryGetValue(tensor.Name, out TensorData? value) && value.Type == tensor.Type && value.Shape == tensor.Shape ? value : null);

    private TensorVerdict Check(Tensor tensor)
    {
        var cone = new List<Node>();
        var values = new Dictionary<Tensor, TensorData>(ReferenceEqualityComparer.Instance);
        double floor = 0;
        TensorData found = Evaluate(_producers[tensor], tensor, values, cone, ref floor);
        var worst = (Agreement)cone.Max(n => (int)OperatorCatalog.TraitsOf(n.Op).Agreement(n));

        // 8-bit results of float work may land on the other side of a rounding boundary, once for each table that was merged into one.
        int units = worst == Agreement.Exact || !tensor.Type.IsQuantized() ? 0 : Math.Max(1, cone.Sum(OperatorCatalog.RoundedTables));
        string rule = tensor.Type != ElementType.Float32 ? units == 0 ? "exact" : $"at most {units}" : worst == Agreement.Exact ? "exact" : floor == 0 ? $"within {_share:0e0}" : FormattableString.Invariant($"within {_share:0e0}, or {floor:0.#e0} absolutely");
        (long differing, double difference, bool passed) = worst == Agreement.Exact
            ? TensorComparison.Compare(found, Known(tensor)!, units, 0)
            : TensorComparison.Compare(found, Known(tensor)!, units, _share, floor);
        return new TensorVerdict(tensor.Name, string.Join(", ", cone.Select(n => n.Op.Name)), tensor.Shape, tensor.Type, rule, differing, difference, passed);
    }

    private TensorData Evaluate(Node node, Tensor wanted, Dictionary<Tensor, TensorData> values, List<Node> cone, ref double floor)
    {
        var inputs = new List<TensorData?>();
        foreach (Tensor? input in node.Inputs)
        {
            if (input is null)
            {
                inputs.Add(null);
                continue;
            }

            if (!values.TryGetValue(input, out TensorData? value))
            {
                value = Known(input) ?? Evaluate(_producers[input], input, values, cone, ref floor);
                values[input] = value;
            }

            inputs.Add(value);
        }

        TensorData[] results = Compiler.Interpreter.Interpreter.Evaluate(node, inputs);
        cone.Add(node);

        // A factor carries the error of what it multiplies on.
        floor = floor * (node.Op is Binary { Kind: BinaryKind.Mul } ? Math.Max(1, inputs.Max(AbsoluteFloor.Largest)) : 1) + AbsoluteFloor.Of(node, inputs);
        for (int i = 0; i < results.Length; i++)
        {
            values[node.Outputs[i]] = results[i];
        }

        return values[wanted];
    }
}
