#nullable enable
using System;
using System.Runtime.CompilerServices;
using static System.Runtime.CompilerServices.MethodImplOptions;

namespace YoloGen.Generated;

/// <summary>A function from one element type to another.</summary>
internal interface IMap<TFrom, TTo>
{
    static abstract TTo Apply(TFrom x);
}

/// <summary>A function of two elements.</summary>
internal interface IMap2<TFrom, TTo>
{
    static abstract TTo Apply(TFrom x, TFrom y);
}

/// <content>Rare element types and comparisons: one element at a time, the same code on every instruction set.</content>
internal static unsafe partial class Nd
{
    /// <summary>y = op(x).</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Map<TFrom, TTo, TOp>(TFrom* x, ReadOnlySpan<int> xStrides, TTo* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape, int part, int parts)
        where TFrom : unmanaged
        where TTo : unmanaged
        where TOp : struct, IMap<TFrom, TTo>
    {
        var loop = new NdLoop(shape, xStrides, yStrides, yStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            for (int i = 0; i < loop.Count; i++)
                y[loop.C + (nint)i * loop.StepC] = TOp.Apply(x[loop.A + (nint)i * loop.StepA]);
        }
    }

    /// <summary>z = op(x, y), broadcast by strides of 0.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void Map2<TFrom, TTo, TOp>(
        TFrom* x, ReadOnlySpan<int> xStrides, TFrom* y, ReadOnlySpan<int> yStrides, TTo* z, ReadOnlySpan<int> zStrides, ReadOnlySpan<int> shape,
        int part, int parts)
        where TFrom : unmanaged
        where TTo : unmanaged
        where TOp : struct, IMap2<TFrom, TTo>
    {
        var loop = new NdLoop(shape, xStrides, yStrides, zStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            for (int i = 0; i < loop.Count; i++)
                z[loop.C + (nint)i * loop.StepC] = TOp.Apply(x[loop.A + (nint)i * loop.StepA], y[loop.B + (nint)i * loop.StepB]);
        }
    }

    /// <summary>y = x wherever condition is not 0, else as it was: after a <see cref="Copy{K, T}"/> of the other branch this is Where.</summary>
    [MethodImpl(AggressiveOptimization)]
    public static void CopyWhere<T>(
        byte* condition, ReadOnlySpan<int> conditionStrides, T* x, ReadOnlySpan<int> xStrides, T* y, ReadOnlySpan<int> yStrides, ReadOnlySpan<int> shape,
        int part, int parts)
        where T : unmanaged
    {
        var loop = new NdLoop(shape, conditionStrides, xStrides, yStrides);
        loop.Start(part, parts);
        while (loop.Next())
        {
            for (int i = 0; i < loop.Count; i++)
            {
                if (condition[loop.A + (nint)i * loop.StepA] != 0)
                    y[loop.C + (nint)i * loop.StepC] = x[loop.B + (nint)i * loop.StepB];
            }
        }
    }
}
