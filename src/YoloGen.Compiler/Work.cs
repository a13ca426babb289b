using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Operators;

namespace YoloGen.Compiler;

/// <summary>Multiply-adds of a graph, and which operators run in integers.</summary>
internal static class Work
{
    /// <summary>Multiply-adds of convolutions and products, in integers and in floats.</summary>
    public static (long Integer, long Float) Of(NetworkGraph graph)
    {
        long integer = 0, floats = 0;
        foreach (Node node in graph.Nodes)
        {
            long macs = Of(node);
            if (IsInteger(node))
            {
                integer += macs;
            }
            else
            {
                floats += macs;
            }
        }

        return (integer, floats);
    }

    /// <summary>Multiply-adds of one node.</summary>
    public static long Of(Node node) => OperatorCatalog.TraitsOf(node.Op).Products(node);

    /// <summary>
    /// Steps that evaluating a node takes, within a small factor: values read and written, multiply-adds, and what windows and reductions look at.
    /// </summary>
    public static double Steps(Node node)
    {
        double looks = OperatorCatalog.TraitsOf(node.Op).Looks(node.Op);
        if (looks == 0)
        {
            return 1; // shares its values
        }

        double written = node.Outputs.Sum(o => (double)o.Shape.Count), read = node.Inputs.Sum(i => (double)(i?.Shape.Count ?? 0));
        return 1 + read + (written * looks) + Of(node);
    }

    /// <summary>Whether an operator computes anything: moves are free or copies.</summary>
    public static bool Computes(Operator op) => OperatorCatalog.TraitsOf(op).Computes;

    /// <summary>Whether a node's work is done in integers.</summary>
    public static bool IsInteger(Node node) => OperatorCatalog.TraitsOf(node.Op).IsInteger(node);
}
