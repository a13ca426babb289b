#nullable enable
using System;
using System.Numerics;

namespace YoloGen.Generated;

/// <summary>Running sums or products along an axis, one after the other from the axis' front.</summary>
internal static class CumulateLoop
{
    /// <summary>Each result is what came before it, with its own element unless <paramref name="exclusive"/>; from the end of the axis if <paramref name="reverse"/>.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<T> y, int size, int inner, bool exclusive, bool reverse, bool product) where T : struct, INumber<T>
    {
        int block = size * inner, count = Math.Min(x.Length, y.Length) / block;
        for (int lane = 0; lane < count * inner; lane++)
        {
            int first = (lane / inner * block) + (lane % inner), step = reverse ? -inner : inner;
            int at = reverse ? first + ((size - 1) * inner) : first;
            T total = product ? T.One : T.Zero;
            for (int i = 0; i < size; i++, at += step)
            {
                T before = total;
                total = unchecked(product ? total * x[at] : total + x[at]);
                y[at] = exclusive ? before : total;
            }
        }
    }
}
