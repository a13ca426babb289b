using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Slices picked along an axis by indices; a negative index counts from the end.</summary>
internal static class GatherEvaluator
{
    public static TensorData Evaluate(Gather op, Operands operands)
    {
        TensorData x = operands[0], indices = operands[1];
        var strides = x.Shape.RowMajorStrides();

        // The indices' axes are treated as one; the result has the same row-major order.
        var dims = new int[x.Shape.Rank];
        var offsets = new int[x.Shape.Rank][];
        for (int axis = 0; axis < offsets.Length; axis++)
        {
            offsets[axis] = axis == op.Axis
                ? PickedOffsets(indices, x.Shape[axis], strides[axis], operands)
                : Movement.Strided(x.Shape[axis], 0, strides[axis]);
            dims[axis] = offsets[axis].Length;
        }

        return Movement.Pick(x, Shape.Of(dims), offsets).Reshaped(operands.Shape);
    }

    private static int[] PickedOffsets(TensorData indices, int size, long stride, Operands operands)
    {
        var offsets = new int[indices.Values.Length];
        for (int i = 0; i < offsets.Length; i++)
        {
            long index = indices.IntegerAt(i);
            if (index < -size || index >= size)
            {
                throw operands.Bad($"index {index} is outside the axis of size {size}");
            }

            offsets[i] = checked((int)((index < 0 ? index + size : index) * stride));
        }

        return offsets;
    }
}
