using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Strides of views: elements between neighbours along each axis.</summary>
public static class TensorStrides
{
    /// <summary>Row-major strides of a shape.</summary>
    public static long[] RowMajor(IReadOnlyList<int> shape)
    {
        var strides = new long[shape.Count];
        long stride = 1;
        for (int axis = shape.Count - 1; axis >= 0; axis--)
        {
            strides[axis] = stride;
            stride *= shape[axis];
        }

        return strides;
    }

    /// <summary>Strides of a tensor broadcast to <paramref name="shape"/>: 0 along axes that are repeated or missing.</summary>
    public static long[] Broadcast(PlanTensor tensor, IReadOnlyList<int> shape) => Broadcast(tensor.Shape, tensor.Strides, shape);

    /// <inheritdoc cref="Broadcast(PlanTensor, IReadOnlyList{int})"/>
    public static long[] Broadcast(IReadOnlyList<int> from, IReadOnlyList<long> strides, IReadOnlyList<int> shape)
    {
        var result = new long[shape.Count];
        int missing = shape.Count - from.Count;
        for (int axis = 0; axis < from.Count; axis++)
        {
            result[missing + axis] = from[axis] == 1 && shape[missing + axis] != 1 ? 0 : strides[axis];
        }

        return result;
    }
}
