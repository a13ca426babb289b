using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>Reshape of Reshape, Transpose of Transpose, and moves that move nothing.</summary>
internal static class MergeMoves
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node => node.Op switch
        {
            Reshape => MergeReshape(rewriter, node),
            Transpose op => MergeTranspose(rewriter, node, op),
            Expand or Cast when SameAsInput(node) => rewriter.Replace(node.Output, node.Input(0)),
            Slice op when SameAsInput(node) && op.Steps.All(s => s == 1) => rewriter.Replace(node.Output, node.Input(0)),
            Pad op when op.Before.Concat(op.After).All(p => p == 0) => rewriter.Replace(node.Output, node.Input(0)),
            Concat when node.Inputs.Count == 1 => rewriter.Replace(node.Output, node.Input(0)),
            _ => false,
        });
    }

    private static bool SameAsInput(Node node) => node.Input(0).Type == node.Output.Type && node.Input(0).Shape == node.Output.Shape;

    private static bool MergeReshape(ForwardRewriter rewriter, Node node)
    {
        if (SameAsInput(node))
        {
            return rewriter.Replace(node.Output, node.Input(0));
        }

        if (rewriter.Producer(node.Input(0)) is not { Op: Reshape } before)
        {
            return false;
        }

        if (before.Input(0).Shape == node.Output.Shape && rewriter.Replace(node.Output, before.Input(0)))
        {
            return true;
        }

        rewriter.Emit(node with { Inputs = [before.Input(0)] });
        return true;
    }

    private static bool MergeTranspose(ForwardRewriter rewriter, Node node, Transpose op)
    {
        if (op.Perm.Select((p, i) => p == i).All(same => same))
        {
            return rewriter.Replace(node.Output, node.Input(0));
        }

        if (rewriter.Producer(node.Input(0)) is not { Op: Transpose first } before)
        {
            return false;
        }

        int[] perm = [.. op.Perm.Select(p => first.Perm[p])];
        if (perm.Select((p, i) => p == i).All(same => same) && rewriter.Replace(node.Output, before.Input(0)))
        {
            return true;
        }

        rewriter.Emit(node with { Op = new Transpose([.. perm]), Inputs = [before.Input(0)] });
        return true;
    }
}
