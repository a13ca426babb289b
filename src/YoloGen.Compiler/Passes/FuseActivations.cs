using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>x * sigmoid(x) becomes Silu, x * hardsigmoid(x; 1/6, 1/2) HardSwish.</summary>
internal static class FuseActivations
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node =>
        {
            if (node.Op is not Binary { Kind: BinaryKind.Mul } || node.Output.Type != ElementType.Float32)
            {
                return false;
            }

            return Try(rewriter, node, node.Input(0), node.Input(1)) || Try(rewriter, node, node.Input(1), node.Input(0));
        });
    }

    private static bool Try(ForwardRewriter rewriter, Node node, Tensor x, Tensor gate)
    {
        if (rewriter.Producer(gate) is not { Op: Unary unary } producer || producer.Input(0) != x)
        {
            return false;
        }

        UnaryKind? kind = unary.Kind switch
        {
            UnaryKind.Sigmoid => UnaryKind.Silu,
            UnaryKind.HardSigmoid when unary.Alpha == 1f / 6f && unary.Beta == 0.5f => UnaryKind.HardSwish,
            _ => null,
        };
        if (kind is null)
        {
            return false;
        }

        rewriter.Emit(new Node(node.Name, new Unary(kind.Value), [x], [node.Output]));
        return true;
    }
}
