#nullable enable
using System;

namespace YoloGen.Generated;

/// <content>Slices picked along one dimension.</content>
internal static unsafe partial class Nd
{
    /// <summary>
    /// y[.., i, ..] = x[.., indices[i], ..] along dimension <paramref name="axis"/>, or <paramref name="fill"/> where the index is -1.
    /// <paramref name="shape"/> is y's; each thread takes its share of the indices.
    /// </summary>
    public static void Pick<K, T>(
        T* x, ReadOnlySpan<int> xStrides, T* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int axis, int* indices, T fill, int part, int parts)
        where K : struct, IKernels
        where T : unmanaged
    {
        Span<int> rest = stackalloc int[NdLoop.MaxRank], restX = stackalloc int[NdLoop.MaxRank], restY = stackalloc int[NdLoop.MaxRank];
        WithoutAxis(shape, xStrides, axis, rest, restX);
        int others = WithoutAxis(shape, yStrides, axis, rest, restY);
        (int begin, int end) = Part.Rows(shape[axis], part, parts);
        for (int i = begin; i < end; i++)
        {
            T* target = y + (nint)i * yStrides[axis];
            if (indices[i] < 0)
                Fill(fill, target, restY[..others], rest[..others], 0, 1);
            else
                Copy<K, T>(x + (nint)indices[i] * xStrides[axis], restX[..others], target, restY[..others], rest[..others], 0, 1);
        }
    }

    /// <summary>The same with indices known at run time: negative ones count from the end, ones outside the axis are limited to it.</summary>
    public static void Gather<K, T, TIndex>(
        T* x, ReadOnlySpan<int> xStrides, T* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int axis, int size, TIndex* indices, int indexStride, int part, int parts)
        where K : struct, IKernels
        where T : unmanaged
        where TIndex : unmanaged, System.Numerics.IBinaryInteger<TIndex>
    {
        Span<int> rest = stackalloc int[NdLoop.MaxRank], restX = stackalloc int[NdLoop.MaxRank], restY = stackalloc int[NdLoop.MaxRank];
        WithoutAxis(shape, xStrides, axis, rest, restX);
        int others = WithoutAxis(shape, yStrides, axis, rest, restY);
        (int begin, int end) = Part.Rows(shape[axis], part, parts);
        for (int i = begin; i < end; i++)
        {
            long index = long.CreateSaturating(indices[(nint)i * indexStride]);
            index = Math.Clamp(index < 0 ? index + size : index, 0, size - 1);
            Copy<K, T>(x + (nint)index * xStrides[axis], restX[..others], y + (nint)i * yStrides[axis], restY[..others], rest[..others], 0, 1);
        }
    }

    private static int WithoutAxis(ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, int axis, Span<int> otherShape, Span<int> otherStrides)
    {
        int others = 0;
        for (int i = 0; i < shape.Length; i++)
        {
            if (i != axis)
                (otherShape[others], otherStrides[others++]) = (shape[i], strides[i]);
        }
        return others;
    }
}
