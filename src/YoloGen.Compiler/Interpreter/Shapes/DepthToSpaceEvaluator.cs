using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Channels moved into space.</summary>
internal static class DepthToSpaceEvaluator
{
    public static TensorData Evaluate(DepthToSpace op, Operands operands)
    {
        TensorData x = operands[0];
        int n = x.Shape[0], depth = operands.Shape[1], h = x.Shape[2], w = x.Shape[3], b = op.Block;
        TensorData moved = op.ColumnRowDepth
            ? TransposeEvaluator.Permute(x.Reshaped(Shape.Of(n, depth, b, b, h, w)), 0, 1, 4, 2, 5, 3)
            : TransposeEvaluator.Permute(x.Reshaped(Shape.Of(n, b, b, depth, h, w)), 0, 3, 4, 1, 5, 2);
        return moved.Reshaped(operands.Shape);
    }
}
