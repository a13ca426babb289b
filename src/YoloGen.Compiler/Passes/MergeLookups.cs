using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>Table after table becomes one table; a table that changes nothing vanishes.</summary>
internal static class MergeLookups
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node =>
        {
            if (node.Op is not Lookup second)
            {
                return false;
            }

            Tensor x = node.Input(0);
            if (x.Type == node.Output.Type && second.Table.Select((v, i) => v == i).All(same => same) && rewriter.Replace(node.Output, x))
            {
                return true;
            }

            // Only where the middle value has no other reader: otherwise both tables would run on the same data.
            if (rewriter.Producer(x) is not { Op: Lookup first } before || !rewriter.HasOneReader(x))
            {
                return false;
            }

            rewriter.Emit(node with { Op = new Lookup([.. first.Table.Select(v => second.Table[v])], $"{first.Source}, {second.Source}"), Inputs = [before.Input(0)] });
            return true;
        });
    }
}
