using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>
/// Relu and Clip from 0 upwards right after an operator that computes: quantizing their result with zero point 0 cuts off the same values,
/// so nothing is quantized between the two and the activation costs nothing.
/// </summary>
internal sealed class AbsorbedActivations
{
    private readonly HashSet<Tensor> _sums = new(ReferenceEqualityComparer.Instance);
    private readonly Dictionary<Tensor, Unary> _results = new(ReferenceEqualityComparer.Instance);

    public AbsorbedActivations(QuantizedTensors tensors)
    {
        foreach (Node node in tensors.Graph.Nodes)
        {
            if (node.Op is Unary op && node.Output.Type == ElementType.Float32 && (op.Kind == UnaryKind.Relu || op is { Kind: UnaryKind.Clip, Alpha: 0, Beta: > 0 })
                && tensors.Producers.TryGetValue(node.Input(0), out Node? producer) && tensors.Body.Contains(producer) && OperatorCatalog.TraitsOf(producer.Op).AbsorbsClip(producer)
                && tensors.Consumers[node.Input(0)].Count() == 1 && !tensors.IsOutput(node.Input(0)))
            {
                tensors.Body.Add(node);
                _sums.Add(node.Input(0));
                _results[node.Output] = op;
            }
        }
    }

    /// <summary>Whether the tensor is what an absorbed activation reads.</summary>
    public bool IsSum(Tensor tensor) => _sums.Contains(tensor);

    /// <summary>The absorbed activation that writes the tensor, or null.</summary>
    public Unary? Of(Tensor tensor) => _results.GetValueOrDefault(tensor);
}
