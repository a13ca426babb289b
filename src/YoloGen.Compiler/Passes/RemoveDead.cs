using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Passes;

/// <summary>Removes nodes whose results nobody reads.</summary>
internal static class RemoveDead
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var live = new HashSet<Tensor>(graph.Outputs, ReferenceEqualityComparer.Instance);
        var kept = new List<Node>();
        foreach (Node node in graph.Nodes.Reverse())
        {
            if (node.Outputs.Any(live.Contains))
            {
                kept.Add(node);
                live.UnionWith(node.Inputs.OfType<Tensor>());
            }
        }

        if (kept.Count == graph.Nodes.Count)
        {
            return graph;
        }

        kept.Reverse();
        return graph with { Nodes = kept };
    }
}
