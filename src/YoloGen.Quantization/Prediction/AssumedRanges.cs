using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;
using YoloGen.Quantization.Choice;

namespace YoloGen.Quantization.Prediction;

/// <summary>
/// Ranges of tensors that no photo has been through. Their size decides no kernel and no layer; their sign does: a range from 0 upwards lets an activation
/// vanish in the rounding of the layer before it.
/// </summary>
internal static class AssumedRanges
{
    private static readonly ValueRange Positive = new(0, 4), Either = new(-4, 4);

    public static RangeTable Of(QuantizedTensors tensors)
    {
        var positive = new HashSet<Tensor>(tensors.Graph.Inputs, ReferenceEqualityComparer.Instance);
        foreach (Node node in tensors.Graph.Nodes.Where(n => IsPositive(n, positive)))
        {
            positive.UnionWith(node.Outputs);
        }

        return new RangeTable(tensors, tensors.Observed.Concat(tensors.Graph.Inputs).DistinctBy(t => t.Name).ToDictionary(t => t.Name, t => positive.Contains(t) ? Positive : Either, StringComparer.Ordinal));
    }

    /// <summary>Whether no result is below 0. Photos have no value below 0.</summary>
    private static bool IsPositive(Node node, HashSet<Tensor> positive) => node.Op switch
    {
        Unary { Kind: UnaryKind.Relu or UnaryKind.Sigmoid } or Unary { Kind: UnaryKind.Clip, Alpha: >= 0 } => true,
        Binary { Kind: BinaryKind.Add or BinaryKind.Mul or BinaryKind.Max or BinaryKind.Min } or Concat or AveragePool or Reduce { Kind: ReduceKind.Mean or ReduceKind.Max } => Inputs(node).All(positive.Contains),
        _ when OperatorCatalog.TraitsOf(node.Op).KeepsRange(node.Op) => positive.Contains(node.Input(0)),
        _ => false,
    };

    private static IEnumerable<Tensor> Inputs(Node node) => node.Inputs.OfType<Tensor>();
}
