using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>The input repeated along each axis.</summary>
internal static class TileEvaluator
{
    public static TensorData Evaluate(Tile op, Operands operands)
    {
        TensorData x = operands[0];
        var strides = x.Shape.RowMajorStrides();
        var offsets = new int[x.Shape.Rank][];
        for (int axis = 0; axis < offsets.Length; axis++)
        {
            int[] once = Movement.Strided(x.Shape[axis], 0, strides[axis]);
            offsets[axis] = [.. Enumerable.Range(0, op.Repeats[axis]).SelectMany(_ => once)];
        }

        return Movement.Pick(x, operands.Shape, offsets);
    }
}
