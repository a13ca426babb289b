#nullable enable
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>INT8 rows whose one source serves AVX2 and NEON; what is not among them is forwarded.</summary>
/// <typeparam name="TNext">The next instruction set down.</typeparam>
/// <typeparam name="TEight">Eight numbers in the registers of this one.</typeparam>
internal unsafe interface IEightRows<TNext, TEight> : IForwards<TNext>
    where TNext : struct, IKernels
    where TEight : struct, IEight<TEight>
{
    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p) =>
        ByteRows.QAdd<TEight>(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p) =>
        ByteRows.QMul<TEight>(a, strideA, b, strideB, c, strideC, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IByteRowKernels.QuantizeRow(float* x, byte* y, int count, float scale, int zero) =>
        ByteRows.Quantize<TEight>(x, y, count, scale, zero);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.AdjustSumsRow(int* sums, nint stride, int width, int channels, int* addend, int* windowSums, int* weightZero) =>
        IntRows.Adjust(sums, stride, width, channels, addend, windowSums, weightZero);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.RequantizeSumsRow(int* sums, nint stride, byte* output, int width, int channels, float* scale, in ConvParams p) =>
        ByteRows.RequantizeSums<TEight>(sums, stride, output, width, channels, scale, in p);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.DequantizeSumsRow(int* sums, nint stride, float* output, nint outputStride, int width, int channels, float* scale, float* bias) =>
        ByteRows.DequantizeSums<TEight>(sums, stride, output, outputStride, width, channels, scale, bias);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.WindowSumRow(byte* input, int* windowSums, int width, in ConvParams p) =>
        IntRows.WindowSum(input, windowSums, width, in p);

    [MethodImpl(AggressiveInlining)]
    static void ISumKernels.SumPixelsRow(byte* input, nint stride, int width, int channels, int* sums) =>
        IntRows.SumPixels(input, stride, width, channels, sums);

    [MethodImpl(AggressiveInlining)]
    static void IPoolKernels.MaxPoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        MaxPoolRows.Row(input, output, width, channels, in p);

    [MethodImpl(AggressiveInlining)]
    static void IPoolKernels.AveragePoolRow(byte* input, byte* output, int width, int channels, in PoolParams p) =>
        ByteRows.AveragePool<TEight>(input, output, width, channels, in p);
}
