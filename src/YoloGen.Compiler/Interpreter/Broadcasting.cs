using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Interpreter;

/// <summary>Numpy broadcasting: shapes are aligned at their last axes; an axis of size 1 is repeated.</summary>
internal static class Broadcasting
{
    /// <summary>The value with the shape <paramref name="shape"/>; the same object if it already has it.</summary>
    public static TensorData To(TensorData value, Shape shape)
    {
        if (value.Shape == shape)
        {
            return value;
        }

        var strides = value.Shape.RowMajorStrides();
        int missing = shape.Rank - value.Shape.Rank;
        var offsets = new int[shape.Rank][];
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            bool repeated = axis < missing || value.Shape[axis - missing] == 1;
            offsets[axis] = Movement.Strided(shape[axis], 0, repeated ? 0 : strides[axis - missing]);
        }

        return Movement.Pick(value, shape, offsets);
    }
}
