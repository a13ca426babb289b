using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Quantization.Choice;

/// <summary>
/// Splits a network into its body, which is quantized, and its tail: nodes from which no operator with weights is reachable (box decoding),
/// where 8 bits would cost accuracy and save nothing.
/// </summary>
internal static class NetworkParts
{
    /// <summary>Nodes of the body.</summary>
    public static HashSet<Node> Body(NetworkGraph graph)
    {
        var body = new HashSet<Node>();
        var needed = new HashSet<Tensor>(ReferenceEqualityComparer.Instance);
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (HasWeights(node) || node.Outputs.Any(needed.Contains))
            {
                body.Add(node);
                needed.UnionWith(node.Inputs.OfType<Tensor>());
            }
        }

        return body;
    }

    /// <summary>Whether the operator has trained weights, so that integers save time.</summary>
    public static bool HasWeights(Node node)
        => OperatorCatalog.TraitsOf(node.Op).WeightInputs.Any(i => node.Input(i).IsConstant) && !(node.Op is Conv && IsExpectation(node));

    /// <summary>The expectation over a distribution of distances (YOLOv8 and later): a 1x1 convolution with weights 0, 1, 2, ...; part of box decoding.</summary>
    private static bool IsExpectation(Node node)
    {
        float[] weights = node.Input(1).Constant!.Floats;
        return weights.Length > 1 && node.Input(1).Shape[0] == 1 && node.Input(1).Shape[1] == weights.Length
            && Enumerable.Range(0, weights.Length).All(i => weights[i] == i);
    }
}
