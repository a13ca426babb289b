using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Passes;

/// <summary>A product of two matrices plus a constant row becomes Gemm, as in ONNX Runtime: quantized, the row is then an int32 bias.</summary>
internal static class FuseMatMulAdd
{
    public static NetworkGraph Run(NetworkGraph graph)
    {
        var rewriter = new ForwardRewriter(graph);
        return rewriter.Run(node => node.Op is Binary { Kind: BinaryKind.Add } && (Fuse(rewriter, node, 0) || Fuse(rewriter, node, 1)));
    }

    private static bool Fuse(ForwardRewriter rewriter, Node node, int product)
    {
        Tensor x = node.Input(product), row = node.Input(1 - product);
        if (rewriter.Producer(x) is not { Op: MatMul } matMul || !rewriter.HasOneReader(x) || matMul.Input(0).Shape.Rank != 2 || matMul.Input(1).Shape.Rank != 2
            || row is not { IsConstant: true, Type: ElementType.Float32 } || row.Shape.Count != x.Shape[1] || row.Shape.Rank is 0 or > 2 || row.Shape[row.Shape.Rank - 1] != x.Shape[1])
        {
            return false;
        }

        Tensor bias = row.Shape.Rank == 1 ? row : rewriter.Constant(row.Name + ".row", row.Constant!.Reshaped(Shape.Of(x.Shape[1])));
        rewriter.Emit(new Node(node.Name, new Gemm(1, 1, false, false), [matMul.Input(0), matMul.Input(1), bias], [node.Output]));
        return true;
    }
}
