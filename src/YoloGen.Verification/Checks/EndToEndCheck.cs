using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Operators;

namespace YoloGen.Verification.Checks;

/// <summary>Tensors with only exact integer operators upstream agree bit for bit from the network's input on.</summary>
internal static class EndToEndCheck
{
    /// <summary>Verdicts of the tensors that this rule covers.</summary>
    /// <param name="graph">The graph after the passes.</param>
    /// <param name="values">Every tensor of our own run.</param>
    /// <param name="reference">Every tensor of the reference's run.</param>
    /// <param name="contradicted">Names of tensors of which the reference has two values; nothing is said of them or what comes of them.</param>
    public static IEnumerable<TensorVerdict> Run(
        NetworkGraph graph, IReadOnlyDictionary<Tensor, TensorData> values, IReadOnlyDictionary<string, TensorData> reference, IReadOnlySet<string> contradicted)
    {
        var exact = new HashSet<Tensor>(graph.Inputs, ReferenceEqualityComparer.Instance);
        foreach (Node node in graph.Nodes)
        {
            if (OperatorCatalog.TraitsOf(node.Op).Agreement(node) != Agreement.Exact || node.Inputs.Any(i => i is { IsConstant: false } && !exact.Contains(i))
                || node.Outputs.Any(o => contradicted.Contains(o.Name)))
            {
                continue;
            }

            exact.UnionWith(node.Outputs);
            foreach (Tensor output in node.Outputs)
            {
                if (values.TryGetValue(output, out TensorData? found) && reference.TryGetValue(output.Name, out TensorData? expected) && expected.Shape == output.Shape && expected.Type == output.Type)
                {
                    (long differing, double worst, bool passed) = TensorComparison.Compare(found, expected, 0, 0);
                    yield return new TensorVerdict(output.Name, "everything before it", output.Shape, output.Type, "exact", differing, worst, passed);
                }
            }
        }
    }
}
