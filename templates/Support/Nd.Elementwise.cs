#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>
/// Operators on strided tensors of any rank up to <see cref="NdLoop.MaxRank"/>, over the row kernels. Shapes and strides count elements and
/// are given for each dimension; a stride of 0 broadcasts. Every thread calls with its own part and does its share; the result does not
/// depend on the number of parts.
/// </summary>
internal static unsafe partial class Nd
{
    /// <summary>Elements that are gathered at a time where they do not lie side by side.</summary>
    private const int Chunk = 512;

    /// <summary>y = op(x).</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Unary<K, TOp>(
        float* x, ReadOnlySpan<int> xStrides, float* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, float a, float b, int part, int parts)
        where K : struct, IKernels
        where TOp : struct, IUnaryOp
    {
        float* buffer = stackalloc float[Chunk];
        var loop = new NdLoop(shape, xStrides, yStrides, yStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            if (loop.StepA == 1 && loop.StepC == 1)
            {
                K.UnaryRow<TOp>(x + loop.A, y + loop.C, loop.Count, a, b);
                continue;
            }
            for (int i = 0; i < loop.Count; i += Chunk)
            {
                int count = Math.Min(Chunk, loop.Count - i);
                Gather(x + loop.A + (nint)i * loop.StepA, loop.StepA, buffer, count);
                K.UnaryRow<TOp>(buffer, buffer, count, a, b);
                Scatter(buffer, y + loop.C + (nint)i * loop.StepC, loop.StepC, count);
            }
        }
    }

    /// <summary>z = op(x, y), broadcast by strides of 0.</summary>
    [SkipLocalsInit]
    [MethodImpl(AggressiveOptimization)]
    public static void Binary<K, TOp>(
        float* x, ReadOnlySpan<int> xStrides, float* y, ReadOnlySpan<int> yStrides, float* z, ReadOnlySpan<int> zStrides, ReadOnlySpan<int> shape,
        int part, int parts)
        where K : struct, IKernels
        where TOp : struct, IBinaryOp
    {
        float* left = stackalloc float[Chunk];
        float* right = stackalloc float[Chunk];
        var loop = new NdLoop(shape, xStrides, yStrides, zStrides);
        loop.Start(part, parts);
        bool direct = (uint)loop.StepA <= 1 && (uint)loop.StepB <= 1 && loop.StepC == 1;
        while (loop.Next())
        {
            if (direct)
            {
                K.BinaryRow<TOp>(x + loop.A, loop.StepA, y + loop.B, loop.StepB, z + loop.C, loop.Count);
                continue;
            }
            for (int i = 0; i < loop.Count; i += Chunk)
            {
                int count = Math.Min(Chunk, loop.Count - i);
                Gather(x + loop.A + (nint)i * loop.StepA, loop.StepA, left, count);
                Gather(y + loop.B + (nint)i * loop.StepB, loop.StepB, right, count);
                K.BinaryRow<TOp>(left, 1, right, 1, left, count);
                Scatter(left, z + loop.C + (nint)i * loop.StepC, loop.StepC, count);
            }
        }
    }

    /// <summary>y = x to the power of an exponent for each element, by <see cref="PowF32"/>.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Pow(
        float* x, ReadOnlySpan<int> xStrides, float* y, ReadOnlySpan<int> yStrides, float* z, ReadOnlySpan<int> zStrides, ReadOnlySpan<int> shape,
        int part, int parts)
    {
        var loop = new NdLoop(shape, xStrides, yStrides, zStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            for (int i = 0; i < loop.Count; i++)
                z[loop.C + (nint)i * loop.StepC] = PowF32.Pow(x[loop.A + (nint)i * loop.StepA], y[loop.B + (nint)i * loop.StepB]);
        }
    }

    [MethodImpl(AggressiveInlining)]
    private static void Gather<T>(T* from, nint step, T* to, int count) where T : unmanaged
    {
        for (int i = 0; i < count; i++)
            to[i] = from[i * step];
    }

    [MethodImpl(AggressiveInlining)]
    private static void Scatter<T>(T* from, T* to, nint step, int count) where T : unmanaged
    {
        for (int i = 0; i < count; i++)
            to[i * step] = from[i];
    }
}
