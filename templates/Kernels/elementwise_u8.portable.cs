#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Table lookups and the two quantized binary operators, the definition.</content>
internal unsafe partial struct PortableKernels
{
    [MethodImpl(AggressiveOptimization)]
    public static void LookupRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, byte* table)
    {
        for (int x = 0; x < width; x++, source += sourceStride, destination += destinationStride)
        {
            for (int c = 0; c < channels; c++)
                destination[c] = table[source[c]];
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void SlopesRow(byte* source, nint sourceStride, byte* destination, nint destinationStride, int width, int channels, in SlopesParams p)
    {
        for (int x = 0; x < width; x++, source += sourceStride, destination += destinationStride)
        {
            for (int c = 0; c < channels; c++)
                destination[c] = Slopes(source[c], in p);
        }
    }

    [MethodImpl(AggressiveOptimization)]
    public static void QAddRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QAddParams p)
    {
        for (int x = 0; x < width; x++, a += strideA, b += strideB, c += strideC)
        {
            for (int i = 0; i < channels; i++)
                c[i] = QAdd(a[i], b[i], in p);
        }
    }

    /// <summary>As ONNX Runtime's MLAS does it: a true division, limits before rounding.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void QuantizeRow(float* x, byte* y, int count, float scale, int zero)
    {
        for (int i = 0; i < count; i++)
            y[i] = Scalar.Quantize(x[i], scale, zero);
    }

    [MethodImpl(AggressiveOptimization)]
    public static void QMulRow(byte* a, nint strideA, byte* b, nint strideB, byte* c, nint strideC, int width, int channels, in QMulParams p)
    {
        for (int x = 0; x < width; x++, a += strideA, b += strideB, c += strideC)
        {
            for (int i = 0; i < channels; i++)
                c[i] = QMul(a[i], b[i], in p);
        }
    }

    /// <summary>One byte on the higher of two lines.</summary>
    [MethodImpl(AggressiveInlining)]
    internal static byte Slopes(byte a, in SlopesParams p)
    {
        int t = (a << p.Shift) - p.Zero;
        int higher = Math.Max(t * p.Rise + (1 << 14) >> 15, t * p.Fall + (1 << 14) >> 15);
        return (byte)Math.Clamp(higher + p.OutputZero, 0, 255);
    }

    /// <summary>One quantized addition.</summary>
    [MethodImpl(AggressiveInlining)]
    internal static byte QAdd(byte a, byte b, in QAddParams p) => Requantize.Value(
        MathF.FusedMultiplyAdd(a - p.Shift, p.RatioA, MathF.FusedMultiplyAdd(b - p.Shift, p.RatioB, p.Fixed)), p.Shift);

    /// <summary>One quantized multiplication: product and sum are rounded each, not fused.</summary>
    [MethodImpl(AggressiveInlining)]
    internal static byte QMul(byte a, byte b, in QMulParams p)
    {
        float product = (float)((a - p.ZeroA) * (b - p.ZeroB)) * p.Ratio;
        return Requantize.Value(product + p.ZeroC, p.Shift);
    }
}
