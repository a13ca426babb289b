#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <content>Between element types.</content>
internal static unsafe partial class Nd
{
    /// <summary>y = saturate(round(x / scale) + zero) in the storage domain: for int8 tensors zero is the zero point + 128.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Quantize<K>(
        float* x, ReadOnlySpan<int> xStrides, byte* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, float scale, int zero, int part, int parts)
        where K : struct, IKernels
    {
        float* floats = stackalloc float[Chunk];
        byte* bytes = stackalloc byte[Chunk];
        var loop = new NdLoop(shape, xStrides, yStrides, yStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            if (loop.StepA == 1 && loop.StepC == 1)
            {
                K.QuantizeRow(x + loop.A, y + loop.C, loop.Count, scale, zero);
                continue;
            }
            for (int i = 0; i < loop.Count; i += Chunk)
            {
                int count = Math.Min(Chunk, loop.Count - i);
                float* source = x + loop.A + (nint)i * loop.StepA;
                if (loop.StepA != 1)
                {
                    Gather(source, loop.StepA, floats, count);
                    source = floats;
                }
                K.QuantizeRow(source, bytes, count, scale, zero);
                Scatter(bytes, y + loop.C + (nint)i * loop.StepC, loop.StepC, count);
            }
        }
    }

    /// <summary>y = (x - zero) * scale.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Dequantize<K>(
        byte* x, ReadOnlySpan<int> xStrides, float* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, float scale, int zero, int part, int parts)
        where K : struct, IKernels
    {
        float* floats = stackalloc float[Chunk];
        byte* bytes = stackalloc byte[Chunk];
        var loop = new NdLoop(shape, xStrides, yStrides, yStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            if (loop.StepA == 1 && loop.StepC == 1)
            {
                K.DequantizeRow(x + loop.A, y + loop.C, loop.Count, scale, zero);
                continue;
            }
            for (int i = 0; i < loop.Count; i += Chunk)
            {
                int count = Math.Min(Chunk, loop.Count - i);
                Gather(x + loop.A + (nint)i * loop.StepA, loop.StepA, bytes, count);
                K.DequantizeRow(bytes, floats, count, scale, zero);
                Scatter(floats, y + loop.C + (nint)i * loop.StepC, loop.StepC, count);
            }
        }
    }

    /// <summary>
    /// The smallest and largest value of this part's share, for <see cref="DynamicQuantization"/>; infinities the wrong way round where the share is empty.
    /// </summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void MinMax<K>(float* x, ReadOnlySpan<int> xStrides, ReadOnlySpan<int> shape, float* minimum, float* maximum, int part, int parts)
        where K : struct, IKernels
    {
        float* buffer = stackalloc float[Chunk];
        float low = float.PositiveInfinity, high = float.NegativeInfinity;
        var loop = new NdLoop(shape, xStrides, xStrides, xStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            if (loop.StepA == 1)
            {
                K.MinMaxRow(x + loop.A, loop.Count, ref low, ref high);
                continue;
            }
            for (int i = 0; i < loop.Count; i += Chunk)
            {
                int count = Math.Min(Chunk, loop.Count - i);
                Gather(x + loop.A + (nint)i * loop.StepA, loop.StepA, buffer, count);
                K.MinMaxRow(buffer, count, ref low, ref high);
            }
        }
        (*minimum, *maximum) = (low, high);
    }
}
