#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Linear interpolation, lanes over channels.</content>
internal static unsafe partial class FloatRows
{
    [MethodImpl(AggressiveOptimization)]
    public static void ResizeLinear<V>(
        float* upper, float* lower, float rowWeight, int* left, int* right, float* weights, float* output, nint outputPixelStride, int width, int channels)
        where V : struct, ILanes<V>
    {
        for (int x = 0; x < width; x++, output = Offset(output, outputPixelStride))
        {
            float* a = Offset(upper, left[x]), b = Offset(upper, right[x]), c = Offset(lower, left[x]), d = Offset(lower, right[x]);
            int i = 0;
            for (; i <= channels - V.Count; i += V.Count)
                Interpolate<V>(a + i, b + i, c + i, d + i, weights[x], rowWeight, output + i);
            for (; i < channels; i++)
                Interpolate<Lanes1>(a + i, b + i, c + i, d + i, weights[x], rowWeight, output + i);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Interpolate<V>(float* a, float* b, float* c, float* d, float columnWeight, float rowWeight, float* y) where V : struct, ILanes<V>
    {
        V left = V.Load(a), w = V.All(columnWeight);
        V upper = V.Fma(w, V.Load(b) - left, left);
        left = V.Load(c);
        V lower = V.Fma(w, V.Load(d) - left, left);
        V.Store(V.Fma(V.All(rowWeight), lower - upper, upper), y);
    }
}
