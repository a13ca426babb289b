namespace YoloGen.Compiler.Graph;

/// <summary>
/// A network: nodes in execution order over tensors with static shapes. Passes take a graph and return a graph;
/// the node list is immutable, so that a stage can be dumped and compared with the next.
/// </summary>
/// <param name="Name">The model's name; untrusted text.</param>
/// <param name="Inputs">Network inputs, in the order of the file.</param>
/// <param name="Outputs">Network outputs, in the order of the file.</param>
/// <param name="Nodes">Topologically sorted: every input is a graph input, a constant, or an output of an earlier node.</param>
/// <param name="Metadata">The model's metadata_props (class names, anchors, ...); untrusted text.</param>
public sealed record NetworkGraph(
    string Name,
    IReadOnlyList<Tensor> Inputs,
    IReadOnlyList<Tensor> Outputs,
    IReadOnlyList<Node> Nodes,
    IReadOnlyDictionary<string, string> Metadata)
{
    /// <summary>Maps each tensor that a node produces to that node.</summary>
    public IReadOnlyDictionary<Tensor, Node> Producers()
    {
        var map = new Dictionary<Tensor, Node>(ReferenceEqualityComparer.Instance);
        foreach (Node node in Nodes)
        {
            foreach (Tensor output in node.Outputs)
            {
                map.Add(output, node);
            }
        }

        return map;
    }

    /// <summary>Maps each tensor to the nodes that read it, once for each reading input; graph outputs are not counted.</summary>
    public ILookup<Tensor, Node> Consumers()
        => Nodes.SelectMany(n => n.Inputs.Where(i => i is not null).Select(i => (Tensor: i!, Node: n))).ToLookup(p => p.Tensor, p => p.Node);
}
