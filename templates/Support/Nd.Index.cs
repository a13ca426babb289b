#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>How Pad fills, with ONNX's names.</summary>
internal enum PadFill
{
    Constant,
    Reflect,
    Edge,
    Wrap,
}

/// <content>Copies by index.</content>
internal static unsafe partial class Nd
{
    /// <summary>
    /// y = x with dimension <paramref name="axis"/> taken at <paramref name="indices"/> (negative ones count from the end; outside ones are limited to the
    /// range). <paramref name="shape"/> is x's; y's strides at <paramref name="axis"/> are the distance between the slices of two indices.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Gather<K, T>(
        T* x, ReadOnlySpan<int> xStrides, ReadOnlySpan<int> shape, int axis, ReadOnlySpan<long> indices, T* y, ReadOnlySpan<int> yStrides, int part, int parts)
        where K : struct, IKernels
        where T : unmanaged
    {
        Span<int> slice = stackalloc int[NdLoop.MaxRank];
        shape.CopyTo(slice);
        slice[axis] = 1;
        for (int i = 0; i < indices.Length; i++)
        {
            long index = indices[i] < 0 ? indices[i] + shape[axis] : indices[i];
            index = Math.Clamp(index, 0, shape[axis] - 1);
            Copy<K, T>(x + (nint)index * xStrides[axis], xStrides, y + (nint)i * yStrides[axis], yStrides, slice[..shape.Length], part, parts);
        }
    }

    /// <summary>
    /// y = x with <paramref name="before"/> elements of padding (negative: cut off) before each dimension and as many after as y's shape leaves room for.
    /// Rows of y along the last dimension, for each part its own.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Pad<T>(
        T* x, ReadOnlySpan<int> xStrides, ReadOnlySpan<int> xShape, ReadOnlySpan<int> before, PadFill fill, T value, T* y, ReadOnlySpan<int> yStrides,
        ReadOnlySpan<int> yShape, int part, int parts)
        where T : unmanaged
    {
        int rank = yShape.Length, last = rank - 1;
        long rows = 1;
        for (int i = 0; i < last; i++)
            rows *= yShape[i];
        for (long row = rows * part / parts; row < rows * (part + 1) / parts; row++)
        {
            long rest = row;
            T* from = x;
            T* to = y;
            bool outside = false;
            for (int i = last - 1; i >= 0; i--)
            {
                int at = (int)(rest % yShape[i]);
                rest /= yShape[i];
                to += (nint)at * yStrides[i];
                int source = Source(at - before[i], xShape[i], fill);
                outside |= source < 0;
                from += (nint)source * xStrides[i];
            }
            for (int i = 0; i < yShape[last]; i++)
            {
                int source = outside ? -1 : Source(i - before[last], xShape[last], fill);
                to[(nint)i * yStrides[last]] = source < 0 ? value : from[(nint)source * xStrides[last]];
            }
        }
    }

    /// <summary>The element that stands for element <paramref name="i"/> of a dimension extended to both sides; -1 for the constant.</summary>
    private static int Source(int i, int size, PadFill fill)
    {
        if ((uint)i < (uint)size)
            return i;
        switch (fill)
        {
            case PadFill.Edge:
                return i < 0 ? 0 : size - 1;
            case PadFill.Wrap:
                return (i % size + size) % size;
            case PadFill.Reflect when size == 1:
                return 0;
            case PadFill.Reflect:
                int period = 2 * (size - 1);
                int at = (i % period + period) % period;
                return at < size ? at : period - at;
            default:
                return -1;
        }
    }
}
