using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>
/// A quantized product or sum of a tensor and a table of the same tensor (x * sigmoid(x) in bytes) has 256 results: it becomes a table itself,
/// its values those that the interpreter computes.
/// </summary>
internal static class FoldBytePairs
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node =>
        {
            if (node.Op is not (QMul or QAdd))
            {
                return false;
            }

            (Tensor a, Lookup? tableA) = Source(rewriter, node.Input(0));
            (Tensor b, Lookup? tableB) = Source(rewriter, node.Input(1));
            if (node.Input(0).Shape != node.Input(1).Shape || !TryMatch(node, ref a, ref tableA, ref b, ref tableB))
            {
                return false;
            }

            ImmutableArray<byte> table = AllBytes.Through(node.Name, node.Op, node.Output.Type, Values(tableA, node.Input(0).Type), Values(tableB, node.Input(1).Type));
            rewriter.Emit(node with { Op = new Lookup(table, $"{tableA?.Source ?? tableB?.Source ?? "x"}, {node.Op.Name}"), Inputs = [a] });
            return true;
        });
    }

    /// <summary>The tensor under a table, or the tensor itself.</summary>
    private static (Tensor Tensor, Lookup? Table) Source(ForwardRewriter rewriter, Tensor tensor)
        => rewriter.Producer(tensor) is { Op: Lookup lookup } node ? (node.Input(0), lookup) : (tensor, null);

    /// <summary>Finds the common tensor: both under tables, or one under a table of the other.</summary>
    private static bool TryMatch(Node node, ref Tensor a, ref Lookup? tableA, ref Tensor b, ref Lookup? tableB)
    {
        if (ReferenceEquals(a, b) && !a.IsConstant)
        {
            return true;
        }

        if (ReferenceEquals(node.Input(0), b) && tableB is not null)
        {
            (a, tableA) = (b, null);
            return !b.IsConstant;
        }

        if (ReferenceEquals(a, node.Input(1)) && tableA is not null)
        {
            (b, tableB) = (a, null);
            return !a.IsConstant;
        }

        return false;
    }

    private static TensorData Values(Lookup? table, ElementType type) => AllBytes.Of(table is null ? AllBytes.Patterns : [.. table.Table], type);
}
