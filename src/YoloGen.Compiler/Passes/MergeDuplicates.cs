using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>Nodes that compute the same from the same tensors become one, so that two equal QuantizeLinear of a value count as one reader of it.</summary>
internal static class MergeDuplicates
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        var seen = new Dictionary<(Operator, Tensor?, Tensor?, ElementType, Shape), Node>();
        return rewriter.Run(node =>
        {
            if (node.Inputs.Count > 2 || node.Outputs.Count != 1 || node.Op is not (QuantizeLinear or DequantizeLinear or Unary or Binary or Reshape))
            {
                return false;
            }

            var key = (node.Op, node.Inputs[0], node.Inputs.Count > 1 ? node.Inputs[1] : null, node.Output.Type, node.Output.Shape);
            return !seen.TryAdd(key, node) && rewriter.Replace(node.Output, seen[key].Output);
        });
    }
}
