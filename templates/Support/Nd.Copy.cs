#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Data movement between strided tensors of any rank up to <see cref="NdLoop.MaxRank"/>: transposes, slices, expansion and changes of layout are
/// all copies between two sets of strides. Shapes and strides count elements, for each dimension; a stride of 0 repeats. Every thread calls
/// with its own part and does its share.
/// </summary>
internal static unsafe partial class Nd
{
    /// <summary>y = x. <typeparamref name="T"/> is an unsigned integer of the element's size: byte, ushort, uint or ulong.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Copy<K, T>(T* x, ReadOnlySpan<int> xStrides, T* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int part, int parts)
        where K : struct, IKernels
        where T : unmanaged
    {
        var loop = new NdLoop(shape, xStrides, yStrides);
        int read = UnitDimension(in loop, false), written = UnitDimension(in loop, true);
        if (read < 0 || written < 0 || read == written)
        {
            loop.Start(part, parts);
            while (loop.Next())
                CopyRow(x + loop.A, loop.StepA, y + loop.B, loop.StepB, loop.Count);
            return;
        }
        // Neighbours in x are apart in y and the other way round: for each of the other dimensions one transposed block.
        int rows = loop.Size(written), columns = loop.Size(read);
        nint xStride = (nint)loop.StrideA(written) * sizeof(T), yStride = (nint)loop.StrideB(read) * sizeof(T);
        loop.Remove(Math.Max(read, written));
        loop.Start(Math.Min(read, written), 0, 1);
        long all = 1;
        for (int i = 0; i < loop.Rank; i++)
            all *= loop.Size(i);
        long block = 0, first = all * part / parts, end = all * (part + 1) / parts;
        if (all < parts)
        {
            (first, end) = (0, all);
            int begin = (int)((long)columns * part / parts);
            columns = (int)((long)columns * (part + 1) / parts) - begin;
            x += begin;
            y = (T*)((byte*)y + begin * yStride);
        }
        for (; block < end && loop.Next(); block++)
        {
            if (block >= first)
                Transpose<K, T>(x + loop.A, xStride, y + loop.B, yStride, rows, columns);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Transpose<K, T>(T* x, nint xStride, T* y, nint yStride, int rows, int columns)
        where K : struct, IKernels
        where T : unmanaged
    {
        if (sizeof(T) == 4)
            K.Transpose32((uint*)x, xStride, (uint*)y, yStride, rows, columns);
        else if (sizeof(T) == 1)
            K.Transpose8((byte*)x, xStride, (byte*)y, yStride, rows, columns);
        else
            TransposeBlocks.Copy(x, xStride, y, yStride, rows, columns);
    }

    [MethodImpl(AggressiveInlining)]
    private static void CopyRow<T>(T* x, nint xStep, T* y, nint yStep, int count) where T : unmanaged
    {
        if (xStep == 1 && yStep == 1)
        {
            Buffer.MemoryCopy(x, y, (long)count * sizeof(T), (long)count * sizeof(T));
        }
        else if (xStep == 0 && yStep == 1)
        {
            new Span<T>(y, count).Fill(*x);
        }
        else
        {
            for (int i = 0; i < count; i++)
                y[i * yStep] = x[i * xStep];
        }
    }

    private static int UnitDimension(in NdLoop loop, bool written)
    {
        for (int i = 0; i < loop.Rank; i++)
        {
            if ((written ? loop.StrideB(i) : loop.StrideA(i)) == 1)
                return i;
        }
        return -1;
    }

    /// <summary>y = value everywhere.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Fill<T>(T value, T* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int part, int parts) where T : unmanaged
    {
        var loop = new NdLoop(shape, yStrides, yStrides);
        loop.Start(part, parts);
        while (loop.Next())
            CopyRow(&value, 0, y + loop.B, loop.StepB, loop.Count);
    }
}
