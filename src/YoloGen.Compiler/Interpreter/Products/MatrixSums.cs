using System.Numerics;
using YoloGen.Compiler.Graph;

namespace YoloGen.Compiler.Interpreter;

/// <summary>
/// Matrix products with numpy's rules: leading axes broadcast, vectors are rows on the left and columns on the right. Each element has one
/// accumulator, which starts with 0 and takes in its products in the order of the inner axis.
/// </summary>
internal static class MatrixSums
{
    public static T[] Multiply<T, TAccumulate>(T[] a, Shape aShape, T[] b, Shape bShape, Shape output)
        where T : struct, INumber<T>
        where TAccumulate : IAccumulate<T>
    {
        aShape = aShape.Rank == 1 ? Shape.Of(1, aShape[0]) : aShape;
        bShape = bShape.Rank == 1 ? Shape.Of(bShape[0], 1) : bShape;
        int m = aShape[aShape.Rank - 2], k = aShape[aShape.Rank - 1], n = bShape[bShape.Rank - 1];
        var sums = new T[checked((int)output.Count)];
        if (sums.Length == 0)
        {
            return sums;
        }

        int batches = sums.Length / (m * n);
        int[] aStarts = Starts(aShape, bShape, m * k), bStarts = Starts(bShape, aShape, k * n);
        Parallel.For(0, batches * m, at =>
        {
            int batch = at / m, row = at % m;
            Span<T> target = sums.AsSpan(at * n, n);
            for (int i = 0; i < k; i++)
            {
                TAccumulate.Row(target, b.AsSpan(bStarts[batch] + (i * n), n), 1, a[aStarts[batch] + (row * k) + i]);
            }
        });
        return sums;
    }

    /// <summary>Where the matrix of each batch begins.</summary>
    private static int[] Starts(Shape shape, Shape other, int size)
    {
        int rank = Math.Max(shape.Rank, other.Rank) - 2;
        int Dim(Shape s, int axis) => axis - rank + s.Rank - 2 is >= 0 and var own ? s[own] : 1;
        int[] starts = [0];
        int stride = size;
        int[] strides = new int[rank];
        for (int axis = rank - 1; axis >= 0; axis--)
        {
            strides[axis] = Dim(shape, axis) == 1 ? 0 : stride;
            stride *= Dim(shape, axis);
        }

        for (int axis = 0; axis < rank; axis++)
        {
            int count = Dim(shape, axis) == 1 ? Dim(other, axis) : Dim(shape, axis), step = strides[axis];
            starts = [.. starts.SelectMany(s => Enumerable.Range(0, count).Select(i => s + (i * step)))];
        }

        return starts;
    }
}
