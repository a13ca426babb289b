#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Reductions, and softmax, which is two of them.</content>
internal static unsafe partial class FloatRows
{
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static float Reduce<V, TOp>(float* x, int count)
        where V : struct, ILanes<V>
        where TOp : struct, IReduceOp
    {
        float* lanes = stackalloc float[8];
        int whole = count & ~7;
        for (int lane = 0; lane < 8; lane += V.Count)
        {
            V accumulator = V.All(TOp.From(count > 0 ? *x : 0f));
            for (int i = lane; i < whole; i += 8)
                accumulator = TOp.Step(accumulator, V.Load(x + i));
            V.Store(accumulator, lanes + lane);
        }
        for (int i = whole; i < count; i++)
            lanes[i - whole] = TOp.Step(new Lanes1(lanes[i - whole]), new Lanes1(x[i])).Value;
        return TOp.Finish(JoinLanes<TOp>(lanes), count).Value;
    }

    [MethodImpl(AggressiveInlining)]
    private static Lanes1 JoinLanes<TOp>(float* l) where TOp : struct, IReduceOp
    {
        Lanes1 a = TOp.Join(new Lanes1(l[0]), new Lanes1(l[4])), b = TOp.Join(new Lanes1(l[1]), new Lanes1(l[5]));
        Lanes1 c = TOp.Join(new Lanes1(l[2]), new Lanes1(l[6])), d = TOp.Join(new Lanes1(l[3]), new Lanes1(l[7]));
        return TOp.Join(TOp.Join(a, c), TOp.Join(b, d));
    }

    /// <summary>
    /// One accumulator for each column, in the order of the rows. Eight vectors go down the rows together: a row's cache lines are fetched once, and no step
    /// waits for the one before.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void ReduceStep<V, TOp>(float* x, nint stride, int count, float* accumulators, int width)
        where V : struct, ILanes<V>
        where TOp : struct, IReduceOp
    {
        int j = 0;
        for (; j <= width - 8 * V.Count; j += 8 * V.Count)
            EightSteps<V, TOp>(x + j, stride, count, accumulators + j);
        for (; j <= width - V.Count; j += V.Count)
            Step<V, TOp>(x + j, stride, count, accumulators + j);
        for (; j < width; j++)
            Step<Lanes1, TOp>(x + j, stride, count, accumulators + j);
    }

    [MethodImpl(AggressiveInlining)]
    private static void EightSteps<V, TOp>(float* x, nint stride, int count, float* accumulators)
        where V : struct, ILanes<V>
        where TOp : struct, IReduceOp
    {
        float* q = accumulators;
        V a = V.Load(q), b = V.Load(q + V.Count), c = V.Load(q + 2 * V.Count), d = V.Load(q + 3 * V.Count);
        V e = V.Load(q + 4 * V.Count), f = V.Load(q + 5 * V.Count), g = V.Load(q + 6 * V.Count), h = V.Load(q + 7 * V.Count);
        for (int i = 0; i < count; i++, x = Offset(x, stride))
        {
            a = TOp.Step(a, V.Load(x));
            b = TOp.Step(b, V.Load(x + V.Count));
            c = TOp.Step(c, V.Load(x + 2 * V.Count));
            d = TOp.Step(d, V.Load(x + 3 * V.Count));
            e = TOp.Step(e, V.Load(x + 4 * V.Count));
            f = TOp.Step(f, V.Load(x + 5 * V.Count));
            g = TOp.Step(g, V.Load(x + 6 * V.Count));
            h = TOp.Step(h, V.Load(x + 7 * V.Count));
        }
        V.Store(a, q);
        V.Store(b, q + V.Count);
        V.Store(c, q + 2 * V.Count);
        V.Store(d, q + 3 * V.Count);
        V.Store(e, q + 4 * V.Count);
        V.Store(f, q + 5 * V.Count);
        V.Store(g, q + 6 * V.Count);
        V.Store(h, q + 7 * V.Count);
    }

    [MethodImpl(AggressiveInlining)]
    private static void Step<V, TOp>(float* x, nint stride, int count, float* accumulators)
        where V : struct, ILanes<V>
        where TOp : struct, IReduceOp
    {
        V accumulator = V.Load(accumulators);
        for (int i = 0; i < count; i++, x = Offset(x, stride))
            accumulator = TOp.Step(accumulator, V.Load(x));
        V.Store(accumulator, accumulators);
    }

    [MethodImpl(AggressiveOptimization)]
    public static void ReduceFinish<V, TOp>(float* accumulators, int count, float* y, int width)
        where V : struct, ILanes<V>
        where TOp : struct, IReduceOp
    {
        int j = 0;
        for (; j <= width - V.Count; j += V.Count)
            V.Store(TOp.Finish(V.Load(accumulators + j), count), y + j);
        for (; j < width; j++)
            y[j] = TOp.Finish(new Lanes1(accumulators[j]), count).Value;
    }

    [MethodImpl(AggressiveOptimization)]
    public static void SoftmaxColumns<V>(float* x, nint xStride, float* y, nint yStride, int count, int width)
        where V : struct, ILanes<V>
    {
        int j = 0;
        for (; j <= width - V.Count; j += V.Count)
            SoftmaxColumn<V>(x + j, xStride, y + j, yStride, count);
        for (; j < width; j++)
            SoftmaxColumn<Lanes1>(x + j, xStride, y + j, yStride, count);
    }

    [MethodImpl(AggressiveOptimization)]
    private static void SoftmaxColumn<V>(float* x, nint xStride, float* y, nint yStride, int count) where V : struct, ILanes<V>
    {
        V max = V.All(float.NegativeInfinity), sum = V.All(0f);
        for (int i = 0; i < count; i++)
            max = ReduceOps.MaxNumber.Step(max, V.Load(Offset(x, i * xStride)));
        for (int i = 0; i < count; i++)
        {
            V e = MathF32.Exp(V.Load(Offset(x, i * xStride)) - max);
            sum = sum + e;
            V.Store(e, Offset(y, i * yStride));
        }
        V reciprocal = V.All(1f) / sum;
        for (int i = 0; i < count; i++)
        {
            float* target = Offset(y, i * yStride);
            V.Store(V.Load(target) * reciprocal, target);
        }
    }
}
