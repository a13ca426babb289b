#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Rows of float operations, written once for every vector width; each instruction set names its own.</summary>
internal static unsafe partial class FloatRows
{
    /// <summary>Bytes from one row (or pixel) to the next.</summary>
    [MethodImpl(AggressiveInlining)]
    private static float* Offset(float* p, nint bytes) => (float*)((byte*)p + bytes);

    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Unary<V, TOp>(float* x, float* y, int count, float a, float b)
        where V : struct, ILanes<V>
        where TOp : struct, IUnaryOp
    {
        V va = V.All(a), vb = V.All(b);
        int i = 0;
        for (; i <= count - V.Count; i += V.Count)
            V.Store(TOp.Apply(V.Load(x + i), va, vb), y + i);
        if (i == count)
            return;
        float* tail = stackalloc float[8];
        for (int j = 0; j < 8; j++)
            tail[j] = j < count - i ? x[i + j] : 0f;
        V.Store(TOp.Apply(V.Load(tail), va, vb), tail);
        for (int j = 0; i + j < count; j++)
            y[i + j] = tail[j];
    }

    [MethodImpl(AggressiveOptimization)]
    public static void Binary<V, TOp>(float* x, int xStep, float* y, int yStep, float* z, int count)
        where V : struct, ILanes<V>
        where TOp : struct, IBinaryOp
    {
        int i = 0;
        if (xStep == 1 && yStep == 1)
        {
            for (; i <= count - V.Count; i += V.Count)
                V.Store(TOp.Apply(V.Load(x + i), V.Load(y + i)), z + i);
        }
        else if (xStep == 1)
        {
            V all = V.All(*y);
            for (; i <= count - V.Count; i += V.Count)
                V.Store(TOp.Apply(V.Load(x + i), all), z + i);
        }
        else
        {
            V all = V.All(*x);
            for (; i <= count - V.Count; i += V.Count)
                V.Store(TOp.Apply(all, yStep == 1 ? V.Load(y + i) : V.All(*y)), z + i);
        }
        for (; i < count; i++)
            z[i] = TOp.Apply(new Lanes1(x[i * xStep]), new Lanes1(y[i * yStep])).Value;
    }
}
