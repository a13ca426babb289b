using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

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
    public static long Of(Node node) => node.Op switch
    {
        Conv or QConv or QConvFloat or ConvInteger => node.Output.Shape.Count * (node.Input(1).Shape.Count / Math.Max(1, node.Input(1).Shape[0])),
        ConvTranspose => node.Input(0).Shape.Count * (node.Input(1).Shape.Count / Math.Max(1, node.Input(1).Shape[0])),
        MatMul or QMatMul or MatMulInteger => node.Output.Shape.Count * (node.Input(0).Shape.Rank > 0 ? node.Input(0).Shape[node.Input(0).Shape.Rank - 1] : 1),
        Gemm op => node.Output.Shape.Count * node.Input(0).Shape[op.TransA ? 0 : 1],
        _ => 0,
    };

    /// <summary>
    /// Steps that evaluating a node takes, within a small factor: values read and written, multiply-adds, and what windows and reductions look at.
    /// </summary>
    public static double Steps(Node node)
    {
        if (node.Op is Reshape)
        {
            return 1; // shares its values
        }

        double written = node.Outputs.Sum(o => (double)o.Shape.Count), read = node.Inputs.Sum(i => (double)(i?.Shape.Count ?? 0));
        double each = node.Op switch
        {
            MaxPool op => (double)op.Window.KernelH * op.Window.KernelW,
            AveragePool op => (double)op.Window.KernelH * op.Window.KernelW,
            QAveragePool op => (double)op.Window.KernelH * op.Window.KernelW,
            Resize => 16,
            _ => 1,
        };
        return 1 + read + (written * each) + Of(node);
    }

    /// <summary>Whether an operator computes anything: moves are free or copies.</summary>
    public static bool Computes(Operator op) => op is not (Reshape or Transpose or Slice or Concat or Expand or Tile or Gather or Cast or DepthToSpace or SpaceToDepth or Pad);

    /// <summary>Whether a node's work is done in integers.</summary>
    public static bool IsInteger(Node node) => node.Op is QConv or QConvFloat or QMatMul or QAdd or QMul or QConcat or QAveragePool or QGlobalAveragePool or QSoftmax or Lookup or ConvInteger or MatMulInteger
        || (node.Op is MaxPool or Resize or Reduce && node.Output.Type.IsQuantized());
}
