using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>Evaluates nodes whose inputs are all constant.</summary>
internal static class FoldConstants
{
    /// <summary>A constant larger than this is left to be computed: folding an Expand or Tile must not blow the weights file up.</summary>
    private const long MaxElements = 16 << 20;

    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        var budget = new FoldingBudget();
        return rewriter.Run(node =>
        {
            if (node.Inputs.Any(i => i is { IsConstant: false }) || node.Outputs.Any(o => rewriter.IsOutput(o) || o.Shape.Count > MaxElements)
                || node.Op is DynamicQuantizeLinear)
            {
                return false;
            }

            budget.Charge(node);

            TensorData[] values = Interpreter.Interpreter.Evaluate(node, [.. node.Inputs.Select(i => i?.Constant)]);
            for (int i = 0; i < node.Outputs.Count; i++)
            {
                rewriter.Replace(node.Outputs[i], new Tensor(node.Outputs[i].Name, values[i]));
            }

            return true;
        });
    }
}
