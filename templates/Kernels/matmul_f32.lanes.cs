#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Matrix product of two activations, lanes over columns, four rows at a time.</content>
internal static unsafe partial class FloatRows
{
    [MethodImpl(AggressiveOptimization)]
    public static void MatMul<V>(float* a, nint aRow, nint aColumn, float* b, nint bRow, float* y, nint yRow, int m, int k, int n) where V : struct, ILanes<V>
    {
        int i = 0;
        for (; i <= m - 4; i += 4, a = Offset(a, 4 * aRow), y = Offset(y, 4 * yRow))
        {
            int j = 0;
            for (; j <= n - V.Count; j += V.Count)
                MatMulFour<V>(a, aRow, aColumn, b + j, bRow, y + j, yRow, k);
            for (; j < n; j++)
                MatMulFour<Lanes1>(a, aRow, aColumn, b + j, bRow, y + j, yRow, k);
        }
        for (; i < m; i++, a = Offset(a, aRow), y = Offset(y, yRow))
        {
            int j = 0;
            for (; j <= n - V.Count; j += V.Count)
                MatMulOne<V>(a, aColumn, b + j, bRow, y + j, k);
            for (; j < n; j++)
                MatMulOne<Lanes1>(a, aColumn, b + j, bRow, y + j, k);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    private static void MatMulFour<V>(float* a, nint aRow, nint aColumn, float* b, nint bRow, float* y, nint yRow, int k) where V : struct, ILanes<V>
    {
        V s = V.All(0f), t = s, u = s, v = s;
        for (int p = 0; p < k; p++, a = Offset(a, aColumn), b = Offset(b, bRow))
        {
            V w = V.Load(b);
            s = V.Fma(V.All(*a), w, s);
            t = V.Fma(V.All(*Offset(a, aRow)), w, t);
            u = V.Fma(V.All(*Offset(a, 2 * aRow)), w, u);
            v = V.Fma(V.All(*Offset(a, 3 * aRow)), w, v);
        }
        V.Store(s, y);
        V.Store(t, Offset(y, yRow));
        V.Store(u, Offset(y, 2 * yRow));
        V.Store(v, Offset(y, 3 * yRow));
    }

    [MethodImpl(AggressiveOptimization)]
    private static void MatMulOne<V>(float* a, nint aColumn, float* b, nint bRow, float* y, int k) where V : struct, ILanes<V>
    {
        V s = V.All(0f);
        for (int p = 0; p < k; p++, a = Offset(a, aColumn), b = Offset(b, bRow))
            s = V.Fma(V.All(*a), V.Load(b), s);
        V.Store(s, y);
    }
}
