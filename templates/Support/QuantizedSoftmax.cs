#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Softmax of stored bytes from a table of exponentials, as ONNX Runtime's QLinearSoftmax.</summary>
internal static unsafe class QuantizedSoftmax
{
    /// <summary>
    /// y = saturate(round(e * factor / sum) + zero), e the entry of <paramref name="table"/> that is aligned with the largest value:
    /// 255 - (max - x). Steps in bytes; <paramref name="zero"/> in the storage domain.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Row(byte* x, nint xStep, byte* y, nint yStep, int count, float* table, float factor, int zero)
    {
        int max = 0;
        for (int i = 0; i < count; i++)
            max = Math.Max(max, x[i * xStep]);
        float* aligned = table + (255 - max);
        float sum = 0;
        for (int i = 0; i < count; i++)
            sum += aligned[x[i * xStep]];
        for (int i = 0; i < count; i++)
        {
            float scaled = aligned[x[i * xStep]] * factor / sum;
            y[i * yStep] = Requantize.Value(scaled, zero);
        }
    }
}
