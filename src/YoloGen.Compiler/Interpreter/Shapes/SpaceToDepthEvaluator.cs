using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Space moved into channels; the block's row and column become the outer channel axes.</summary>
internal static class SpaceToDepthEvaluator
{
    public static TensorData Evaluate(SpaceToDepth op, Operands operands)
    {
        TensorData x = operands[0];
        int n = x.Shape[0], c = x.Shape[1], h = x.Shape[2], w = x.Shape[3], b = op.Block;
        return TransposeEvaluator.Permute(x.Reshaped(Shape.Of(n, c, h / b, b, w / b, b)), 0, 3, 5, 1, 2, 4).Reshaped(operands.Shape);
    }
}
