using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>A strided box of the input.</summary>
internal static class SliceEvaluator
{
    public static TensorData Evaluate(Slice op, Operands operands)
    {
        TensorData x = operands[0];
        var strides = x.Shape.RowMajorStrides();
        var offsets = new int[x.Shape.Rank][];
        for (int axis = 0; axis < offsets.Length; axis++)
        {
            offsets[axis] = Movement.Strided(operands.Shape[axis], op.Starts[axis] * strides[axis], op.Steps[axis] * strides[axis]);
        }

        return Movement.Pick(x, operands.Shape, offsets);
    }
}
