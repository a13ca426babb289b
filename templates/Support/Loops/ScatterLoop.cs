#nullable enable
using System;
using System.Numerics;

namespace YoloGen.Generated;

/// <summary>A list of slices, some of them put in the place of others or together with them.</summary>
internal static class ScatterLoop
{
    /// <summary>Slices of <paramref name="updates"/>, in their order, to the places in a copy of <paramref name="x"/>; places outside it are left out.</summary>
    /// <param name="reduction">0 puts, 1 adds, 2 multiplies, 3 takes the larger, 4 the smaller.</param>
    public static void Run<T>(ReadOnlySpan<T> x, ReadOnlySpan<long> places, ReadOnlySpan<T> updates, Span<T> y, int size, int inner, int reduction) where T : struct, INumber<T>
    {
        x.Slice(0, Math.Min(x.Length, y.Length)).CopyTo(y);
        int count = Math.Min(places.Length, updates.Length / inner), slices = Math.Min(size, y.Length / inner);
        for (int i = 0; i < count; i++)
        {
            if ((ulong)places[i] >= (ulong)slices)
                continue;
            ReadOnlySpan<T> from = updates.Slice(i * inner, inner);
            Span<T> to = y.Slice((int)places[i] * inner, inner);
            for (int k = 0; k < inner; k++)
            {
                to[k] = reduction switch
                {
                    1 => unchecked(to[k] + from[k]),
                    2 => unchecked(to[k] * from[k]),
                    3 => T.Max(to[k], from[k]),
                    4 => T.Min(to[k], from[k]),
                    _ => from[k],
                };
            }
        }
    }
}
