#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Linear and cubic interpolation, lanes over channels.</content>
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
        V right = V.All(columnWeight), left = V.All(1f - columnWeight);
        V upper = V.Fma(right, V.Load(b), left * V.Load(a));
        V lower = V.Fma(right, V.Load(d), left * V.Load(c));
        V.Store(V.Fma(V.All(rowWeight), lower, V.All(1f - rowWeight) * upper), y);
    }

    [MethodImpl(AggressiveOptimization)]
    public static void ResizeCubic<V>(
        float* x0, float* x1, float* x2, float* x3, float* rowWeights, int* columns, float* weights, float* output, nint outputPixelStride, int width, int channels)
        where V : struct, ILanes<V>
    {
        for (int x = 0; x < width; x++, columns += 4, weights += 4, output = Offset(output, outputPixelStride))
        {
            int i = 0;
            for (; i <= channels - V.Count; i += V.Count)
                V.Store(Cubic<V>(x0 + i, x1 + i, x2 + i, x3 + i, rowWeights, columns, weights), output + i);
            for (; i < channels; i++)
                Lanes1.Store(Cubic<Lanes1>(x0 + i, x1 + i, x2 + i, x3 + i, rowWeights, columns, weights), output + i);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static V Cubic<V>(float* x0, float* x1, float* x2, float* x3, float* rowWeights, int* columns, float* weights) where V : struct, ILanes<V>
    {
        V sum = V.Fma(FourPixels<V>(x0, columns, weights), V.All(rowWeights[0]), V.All(0f));
        sum = V.Fma(FourPixels<V>(x1, columns, weights), V.All(rowWeights[1]), sum);
        sum = V.Fma(FourPixels<V>(x2, columns, weights), V.All(rowWeights[2]), sum);
        return V.Fma(FourPixels<V>(x3, columns, weights), V.All(rowWeights[3]), sum);
    }

    [MethodImpl(AggressiveInlining)]
    private static V FourPixels<V>(float* row, int* columns, float* weights) where V : struct, ILanes<V>
    {
        V sum = V.Fma(V.Load(Offset(row, columns[0])), V.All(weights[0]), V.All(0f));
        sum = V.Fma(V.Load(Offset(row, columns[1])), V.All(weights[1]), sum);
        sum = V.Fma(V.Load(Offset(row, columns[2])), V.All(weights[2]), sum);
        return V.Fma(V.Load(Offset(row, columns[3])), V.All(weights[3]), sum);
    }
}
