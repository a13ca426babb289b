#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>INT8 rows whose source AVX2 shares with NEON.</content>
internal unsafe partial struct Avx2Kernels
{
    [MethodImpl(AggressiveInlining)]
    public static void QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p) =>
        ByteRows.QAdd<Eight256>(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p) =>
        ByteRows.QMul<Eight256>(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero) =>
        IntRows.Adjust(sums, stride, width, channels, addend, windowSums, weightZero);

    [MethodImpl(AggressiveInlining)]
    public static void RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p) =>
        ByteRows.RequantizeSums<Eight256>(sums, stride, output, width, channels, scale, in p);

    [MethodImpl(AggressiveInlining)]
    public static void DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias) =>
        ByteRows.DequantizeSums<Eight256>(sums, stride, output, outputStride, width, channels, scale, bias);

    [MethodImpl(AggressiveInlining)]
    public static void WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p) =>
        IntRows.WindowSum(input, windowSums, width, in p);

    [MethodImpl(AggressiveInlining)]
    public static void SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums) =>
        IntRows.SumPixels(input, stride, width, channels, sums);

    [MethodImpl(AggressiveInlining)]
    public static void MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        MaxPoolRows.Row(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    public static void AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        ByteRows.AveragePool<Eight256>(input, output, width, channels, in p);

    public static void GatherColumns(byte* b, nint depthStride, nint columnStride, sbyte* weights, int columns, int depth, int* columnSums) =>
        PortableKernels.GatherColumns(b, depthStride, columnStride, weights, columns, depth, columnSums);
}
