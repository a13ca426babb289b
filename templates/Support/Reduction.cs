#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Reductions of elements that do not lie across lanes: one accumulator for each result, in the order of the elements.</summary>
internal static unsafe class Reduction
{
    /// <summary>The accumulator going on over <paramref name="count"/> elements.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static float Step<TOp>(float value, float* x, nint stride, int count) where TOp : struct, IReduceOp
    {
        var accumulator = new Lanes1(value);
        for (int i = 0; i < count; i++)
            accumulator = TOp.Step(accumulator, new Lanes1(x[i * stride]));
        return accumulator.Value;
    }

    /// <summary>Reduces <paramref name="count"/> elements for each of <paramref name="rows"/> results, eight at a time, since each waits for its own last step.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Rows<TOp>(float* x, nint rowStride, nint stride, int count, float* y, nint yStride, int rows) where TOp : struct, IReduceOp
    {
        int row = 0;
        for (; row <= rows - 8; row += 8)
        {
            float* p = x + row * rowStride;
            Lanes1 a = First<TOp>(p), b = First<TOp>(p + rowStride), c = First<TOp>(p + 2 * rowStride), d = First<TOp>(p + 3 * rowStride);
            Lanes1 e = First<TOp>(p + 4 * rowStride), f = First<TOp>(p + 5 * rowStride), g = First<TOp>(p + 6 * rowStride), h = First<TOp>(p + 7 * rowStride);
            for (int i = 0; i < count; i++, p += stride)
            {
                a = TOp.Step(a, new Lanes1(p[0]));
                b = TOp.Step(b, new Lanes1(p[rowStride]));
                c = TOp.Step(c, new Lanes1(p[2 * rowStride]));
                d = TOp.Step(d, new Lanes1(p[3 * rowStride]));
                e = TOp.Step(e, new Lanes1(p[4 * rowStride]));
                f = TOp.Step(f, new Lanes1(p[5 * rowStride]));
                g = TOp.Step(g, new Lanes1(p[6 * rowStride]));
                h = TOp.Step(h, new Lanes1(p[7 * rowStride]));
            }

            float* q = y + row * yStride;
            q[0] = TOp.Finish(a, count).Value;
            q[yStride] = TOp.Finish(b, count).Value;
            q[2 * yStride] = TOp.Finish(c, count).Value;
            q[3 * yStride] = TOp.Finish(d, count).Value;
            q[4 * yStride] = TOp.Finish(e, count).Value;
            q[5 * yStride] = TOp.Finish(f, count).Value;
            q[6 * yStride] = TOp.Finish(g, count).Value;
            q[7 * yStride] = TOp.Finish(h, count).Value;
        }

        for (; row < rows; row++)
            y[row * yStride] = TOp.Finish(new Lanes1(Step<TOp>(TOp.From(x[row * rowStride]), x + row * rowStride, stride, count)), count).Value;
    }

    [MethodImpl(AggressiveInlining)]
    private static Lanes1 First<TOp>(float* x) where TOp : struct, IReduceOp => new(TOp.From(*x));

    /// <summary>Softmax of one row with any strides, the sum in the order of the elements.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Softmax<K>(float* x, nint xStride, float* y, nint yStride, int count) where K : struct, IKernels
    {
        if (xStride != 1 || yStride != 1)
        {
            K.SoftmaxColumns(x, xStride * sizeof(float), y, yStride * sizeof(float), count, 1);
            return;
        }

        float max = K.ReduceRow<ReduceOps.MaxNumber>(x, count), sum = 0f;
        K.BinaryRow<BinaryOps.Sub>(x, 1, &max, 0, y, count);
        K.UnaryRow<UnaryOps.Exp>(y, y, count, 0f, 0f);
        for (int i = 0; i < count; i++)
            sum += y[i];
        float reciprocal = 1f / sum;
        K.BinaryRow<BinaryOps.Mul>(y, 1, &reciprocal, 0, y, count);
    }
}
