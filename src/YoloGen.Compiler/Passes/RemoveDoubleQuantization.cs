using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// Quantize, Dequantize, Quantize, Dequantize in a row become one pair over the range that both cover, as in ONNX Runtime
/// (double_qdq_pairs_remover): one rounding instead of two gives other values, so it has to happen here too.
/// </summary>
internal static class RemoveDoubleQuantization
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        // Each round removes two nodes.
        for (int round = 0; round < graph.Nodes.Count && Step(graph) is { } next; round++)
        {
            graph = next;
        }

        return graph;
    }

    private static NetworkGraph? Step(NetworkGraph graph)
    {
        ILookup<Tensor, Node> readers = graph.Consumers();
        Node? OnlyReader(Node node) => readers[node.Output].Count() == 1 && !graph.Outputs.Contains(node.Output) ? readers[node.Output].First() : null;
        foreach (Node parent in graph.Nodes)
        {
            if (parent.Op is QuantizeLinear { Params: { IsPerTensor: true } outer } && OnlyReader(parent) is { Op: DequantizeLinear { Params: { } p } } self && p == outer
                && OnlyReader(self) is { Op: QuantizeLinear { Params: { IsPerTensor: true } inner } } child && inner.Type == outer.Type
                && OnlyReader(child) is { Op: DequantizeLinear { Params: { } q } } grandchild && q == inner)
            {
                QuantParams merged = Merge(outer, inner);
                return graph with
                {
                    Nodes = [.. graph.Nodes.Where(n => n != self && n != child).Select(n =>
                        n == parent ? n with { Op = new QuantizeLinear(merged) }
                        : n == grandchild ? n with { Op = new DequantizeLinear(merged), Inputs = [parent.Output] }
                        : n)],
                };
            }
        }

        return null;
    }

    private static QuantParams Merge(QuantParams a, QuantParams b)
    {
        if (a.ZeroPoint == b.ZeroPoint && MathF.Abs(a.Scale - b.Scale) < 1e-20f)
        {
            return a;
        }

        (int low, int high) = a.Type == ElementType.UInt8 ? (0, 255) : (-128, 127);
        float min = MathF.Max((low - a.ZeroPoint) * a.Scale, (low - b.ZeroPoint) * b.Scale);
        float max = MathF.Min((high - a.ZeroPoint) * a.Scale, (high - b.ZeroPoint) * b.Scale);
        float scale = (max - min) / (high - low);
        return new QuantParams(a.Type, scale, (int)MathF.Round(low - (min / scale), MidpointRounding.AwayFromZero));
    }
}
