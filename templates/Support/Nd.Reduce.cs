#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Reductions along dimensions.</content>
internal static unsafe partial class Nd
{
    /// <summary>
    /// y = op over the dimensions of which the bit in <paramref name="reduced"/> is set (y's strides there do not matter). A single dimension (or several
    /// that merge) of neighbours, where no dimension that stays has neighbours, is reduced as <see cref="IKernels.ReduceRow{TOp}"/> says; all
    /// else in one accumulator for each output, in the order of the reduced dimensions.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Reduce<K, TOp>(
        float* x, ReadOnlySpan<int> xStrides, float* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, uint reduced, int part, int parts)
        where K : struct, IKernels
        where TOp : struct, IReduceOp
    {
        Span<int> keptShape = stackalloc int[NdLoop.MaxRank], keptX = stackalloc int[NdLoop.MaxRank], keptY = stackalloc int[NdLoop.MaxRank];
        Span<int> goneShape = stackalloc int[NdLoop.MaxRank], goneX = stackalloc int[NdLoop.MaxRank];
        int kept = 0, gone = 0, lanes = -1, total = 1;
        for (int i = 0; i < shape.Length; i++)
        {
            if ((reduced >> i & 1) == 0)
            {
                (keptShape[kept], keptX[kept], keptY[kept]) = (shape[i], xStrides[i], yStrides[i]);
                if (xStrides[i] == 1 && shape[i] > 1)
                    lanes = kept;
                kept++;
            }
            else if (shape[i] > 1)
            {
                total *= shape[i];
                if (gone > 0 && goneX[gone - 1] == (long)shape[i] * xStrides[i])
                    (goneShape[gone - 1], goneX[gone - 1]) = (goneShape[gone - 1] * shape[i], xStrides[i]);
                else
                    (goneShape[gone], goneX[gone++]) = (shape[i], xStrides[i]);
            }
        }
        bool row = lanes < 0 && gone == 1 && goneX[0] == 1;
        // The lanes are the row of the walk; without them every output is walked to on its own.
        var loop = new NdLoop(keptShape[..kept], keptX[..kept], keptY[..kept], keptX[..kept]);
        int along = lanes < 0 ? -1 : UnitDimension(in loop, false);
        loop.Start(along, part, parts);
        float* accumulators = stackalloc float[Chunk];
        while (loop.Next())
        {
            if (row)
            {
                y[loop.B] = K.ReduceRow<TOp>(x + loop.A, total);
                continue;
            }
            for (int i = 0; i < loop.Count; i += Chunk)
            {
                int width = Math.Min(Chunk, loop.Count - i);
                new Span<float>(accumulators, width).Fill(TOp.Start);
                ReduceInto<K, TOp>(x + loop.A + (nint)i * loop.StepA, goneShape[..gone], goneX[..gone], accumulators, width);
                K.ReduceFinish<TOp>(accumulators, total, accumulators, width);
                Scatter(accumulators, y + loop.B + (nint)i * loop.StepB, loop.StepB, width);
            }
        }
    }

    private static void ReduceInto<K, TOp>(float* x, ReadOnlySpan<int> shape, ReadOnlySpan<int> strides, float* accumulators, int width)
        where K : struct, IKernels
        where TOp : struct, IReduceOp
    {
        if (shape.Length == 0)
            K.ReduceStep<TOp>(x, 0, 1, accumulators, width);
        else if (shape.Length == 1)
            K.ReduceStep<TOp>(x, (nint)strides[0] * sizeof(float), shape[0], accumulators, width);
        else
        {
            for (int i = 0; i < shape[0]; i++)
                ReduceInto<K, TOp>(x + (nint)i * strides[0], shape[1..], strides[1..], accumulators, width);
        }
    }

    /// <summary>
    /// Softmax (or its logarithm) along one dimension: by <see cref="IKernels.SoftmaxRow"/> where its elements are neighbours in x and y, else by
    /// <see cref="IKernels.SoftmaxColumns"/>.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Softmax<K>(
        float* x, ReadOnlySpan<int> xStrides, float* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int axis, bool logarithm, int part, int parts)
        where K : struct, IKernels
    {
        Span<int> otherShape = stackalloc int[NdLoop.MaxRank], otherX = stackalloc int[NdLoop.MaxRank], otherY = stackalloc int[NdLoop.MaxRank];
        WithoutAxis(shape, xStrides, axis, otherShape, otherX);
        int others = WithoutAxis(shape, yStrides, axis, otherShape, otherY);
        int count = shape[axis], xStep = xStrides[axis], yStep = yStrides[axis];
        bool row = xStep == 1 && yStep == 1;
        var loop = new NdLoop(otherShape[..others], otherX[..others], otherY[..others], otherY[..others]);
        int along = -1;
        for (int i = 0; i < loop.Rank && !row; i++)
        {
            if (loop.StrideA(i) == 1 && loop.StrideC(i) == 1)
                along = i;
        }
        loop.Start(along, part, parts);
        while (loop.Next())
        {
            if (row)
                K.SoftmaxRow(x + loop.A, y + loop.C, count, logarithm);
            else
                K.SoftmaxColumns(x + loop.A, (nint)xStep * sizeof(float), y + loop.C, (nint)yStep * sizeof(float), count, loop.Count, logarithm);
        }
    }

    /// <summary>The index of the largest element along one dimension, of the first or the last such one; a NaN is skipped. <paramref name="sign"/> is 1, or -1 for the smallest.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void ArgMax(
        float* x, ReadOnlySpan<int> xStrides, long* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int axis, bool last, float sign,
        int part, int parts)
    {
        Span<int> otherShape = stackalloc int[NdLoop.MaxRank], otherX = stackalloc int[NdLoop.MaxRank], otherY = stackalloc int[NdLoop.MaxRank];
        WithoutAxis(shape, xStrides, axis, otherShape, otherX);
        int others = WithoutAxis(shape, yStrides, axis, otherShape, otherY), step = xStrides[axis];
        var loop = new NdLoop(otherShape[..others], otherX[..others], otherY[..others], otherY[..others]);
        loop.Start(-1, part, parts);
        while (loop.Next())
        {
            float best = float.NegativeInfinity;
            int index = 0;
            for (int i = 0; i < shape[axis]; i++)
            {
                float value = sign * x[loop.A + (nint)i * step];
                if (value > best || last && value == best)
                    (best, index) = (value, i);
            }
            y[loop.C] = index;
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
