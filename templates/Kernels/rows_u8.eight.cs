#nullable enable
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Rows that end in rounding to bytes, 8 elements at a time, written once for AVX2 and NEON; the last elements go through the portable formula.
/// The rule: rows without gaps are one long run.
/// </summary>
internal static unsafe partial class ByteRows
{
    [MethodImpl(AggressiveOptimization)]
    public static void QAdd<V>(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p)
        where V : struct, IEight<V>
    {
        if (strideA == channels && strideB == channels && strideC == channels)
        {
            channels *= width;
            width = 1;
        }
        V ratioA = V.All(p.RatioA), ratioB = V.All(p.RatioB), constant = V.All(p.Fixed);
        Vector128<short> shift = Vector128.Create((short)p.Shift);
        var range = new ByteRange(p.Shift, 0, 255);
        for (int x = 0; x < width; x++, a += strideA, b += strideB, c += strideC)
        {
            int i = 0;
            for (; i <= channels - 8; i += 8)
            {
                V valueA = V.Differences(a + i, shift), valueB = V.Differences(b + i, shift);
                V.StoreRounded(V.Fma(valueA, ratioA, V.Fma(valueB, ratioB, constant)), in range, c + i);
            }
            for (; i < channels; i++)
                c[i] = PortableKernels.QAdd(a[i], b[i], in p);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void QMul<V>(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p)
        where V : struct, IEight<V>
    {
        if (strideA == channels && strideB == channels && strideC == channels)
        {
            channels *= width;
            width = 1;
        }
        V ratio = V.All(p.Ratio), zeroC = V.All(p.ZeroC);
        Vector128<short> zeroA = Vector128.Create((short)p.ZeroA), zeroB = Vector128.Create((short)p.ZeroB);
        var range = new ByteRange(p.Shift, 0, 255);
        for (int x = 0; x < width; x++, a += strideA, b += strideB, c += strideC)
        {
            int i = 0;
            for (; i <= channels - 8; i += 8)
            {
                V.StoreRounded(V.Products(a + i, zeroA, b + i, zeroB) * ratio + zeroC, in range, c + i);
            }
            for (; i < channels; i++)
                c[i] = PortableKernels.QMul(a[i], b[i], in p);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void RequantizeSums<V>(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p)
        where V : struct, IEight<V>
    {
        var range = new ByteRange(p.OutputZero, p.Min, p.Max);
        for (int x = 0; x < width; x++, sums = (int*)((byte*)sums + stride), output += p.OutputPixelStride)
        {
            int c = 0;
            for (; c <= channels - 8; c += 8)
                V.StoreRounded(V.FromInts(sums + c) * V.Load(scale + c), in range, output + c);
            for (; c < channels; c++)
                output[c] = Requantize.Sum(sums[c], scale[c], p.OutputZero, p.Min, p.Max);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void DequantizeSums<V>(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias)
        where V : struct, IEight<V>
    {
        for (int x = 0; x < width; x++, sums = (int*)((byte*)sums + stride), output = (float*)((byte*)output + outputStride))
        {
            int c = 0;
            for (; c <= channels - 8; c += 8)
            {
                V value = V.FromInts(sums + c) * V.Load(scale + c);
                V.Store(bias == null ? value : value + V.Load(bias + c), output + c);
            }
            for (; c < channels; c++)
            {
                float value = (float)sums[c] * scale[c];
                output[c] = bias == null ? value : value + bias[c];
            }
        }
    }
}
