using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Quantization.Rewriting;

namespace YoloGen.Quantization.Equalization;

/// <summary>
/// A tensor between convolutions, behind nothing or behind Relu, LeakyRelu, and perhaps before pooling or resizing, which let factors through: its channels may take any positive scale, which the convolution before it and
/// those behind it take up in their weights.
/// </summary>
/// <param name="Producer">The convolution whose result channels are scaled.</param>
/// <param name="Tensor">What the others read.</param>
/// <param name="Readers">The convolutions whose input channels are scaled back.</param>
internal sealed record EqualizedTensor(Node Producer, Tensor Tensor, IReadOnlyList<Node> Readers)
{
    /// <summary>All of a network, in its order.</summary>
    public static IReadOnlyList<EqualizedTensor> All(NetworkGraph graph)
    {
        ILookup<Tensor, Node> consumers = graph.Consumers();
        var outputs = new HashSet<Tensor>(graph.Outputs, ReferenceEqualityComparer.Instance);
        var all = new List<EqualizedTensor>();
        foreach (Node node in graph.Nodes.Where(n => IsScalable(n, consumers)))
        {
            Tensor tensor = node.Output;
            if (!outputs.Contains(tensor) && consumers[tensor].ToArray() is [{ Op: Unary { Kind: UnaryKind.Relu or UnaryKind.LeakyRelu } } activation])
            {
                tensor = activation.Output;
            }

            var readers = new List<Node>();
            if (Collect(tensor, readers))
            {
                all.Add(new EqualizedTensor(node, tensor, readers));
            }
        }

        return all;

        // Whether only convolutions see the tensor.
        bool Collect(Tensor read, List<Node> readers)
        {
            foreach (Node reader in consumers[read])
            {
                if (IsScalable(reader, consumers) && ReferenceEquals(reader.Input(0), read))
                {
                    readers.Add(reader);
                }
                else if (reader.Op is not (MaxPool or AveragePool or Resize) || reader.Output.Shape.Rank != 4 || reader.Output.Shape[1] != read.Shape[1] || !Collect(reader.Output, readers))
                {
                    return false;
                }
            }

            return !outputs.Contains(read) && consumers[read].Any();
        }
    }

    /// <summary>A convolution whose weights and bias are its own.</summary>
    private static bool IsScalable(Node node, ILookup<Tensor, Node> consumers)
        => node.Op is Conv { Activation: null } && WeightUse.Of(node) is not null && node.Output.Shape.Rank == 4 && node.Input(0).Shape is { Rank: 4 } x && x[0] == 1
            && node.Inputs.Skip(1).All(i => i is null || consumers[i].Count() == 1);
}
