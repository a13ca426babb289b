#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>Softmax of stored bytes in integers, as ONNX Runtime's QLinearSoftmax.</summary>
internal static unsafe class QuantizedSoftmax
{
    /// <summary>
    /// y = saturate((e * factor + sum / 2) / sum + zero), e the entry of <paramref name="table"/> that is aligned with the largest value:
    /// 255 - (max - x). Steps in bytes; <paramref name="zero"/> in the storage domain.
    /// </summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Row(byte* x, nint xStep, byte* y, nint yStep, int count, uint* table, uint factor, int zero)
    {
        int max = 0;
        for (int i = 0; i < count; i++)
            max = Math.Max(max, x[i * xStep]);
        uint* aligned = table + (255 - max);
        uint sum = 0;
        for (int i = 0; i < count; i++)
            sum = unchecked(sum + aligned[x[i * xStep]]);
        for (int i = 0; i < count; i++)
        {
            uint quotient = unchecked(aligned[x[i * xStep]] * factor + (sum >> 1)) / sum;
            y[i * yStep] = (byte)Math.Min(255, quotient + (long)zero);
        }
    }
}
