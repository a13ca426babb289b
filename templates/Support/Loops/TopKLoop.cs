#nullable enable
using System;
using System.Numerics;

namespace YoloGen.Generated;

/// <summary>Places of the largest or smallest elements along an axis, the best first; of equal ones the first counts as better.</summary>
internal static class TopKLoop
{
    /// <summary>As many as the axis of <paramref name="y"/> has. A heap of the best so far, the worst of them on top, lies in the result itself.</summary>
    public static void Run<T>(ReadOnlySpan<T> x, Span<long> y, int size, int inner, bool smallest) where T : struct, INumber<T>
    {
        int outer = x.Length / (size * inner), k = y.Length / (outer * inner);
        if (k == 0 || k > size)
            return;
        for (int lane = 0; lane < outer * inner; lane++)
        {
            ReadOnlySpan<T> values = x.Slice((lane / inner * size * inner) + (lane % inner));
            Span<long> best = y.Slice((lane / inner * k * inner) + (lane % inner));
            for (int i = 0; i < size; i++)
            {
                if (i < k)
                    Rise(values, best, inner, i, i, smallest);
                else if (Better(values, inner, i, best[0], smallest))
                    Sink(values, best, inner, k, i, smallest);
            }

            for (int end = k - 1; end > 0; end--)
            {
                long worst = best[0];
                Sink(values, best, inner, end, best[end * inner], smallest);
                best[end * inner] = worst;
            }
        }
    }

    /// <summary>Puts a place at the end of the heap and lets it rise.</summary>
    private static void Rise<T>(ReadOnlySpan<T> x, Span<long> heap, int inner, int at, long place, bool smallest) where T : struct, INumber<T>
    {
        for (; at > 0 && Better(x, inner, heap[(at - 1) / 2 * inner], place, smallest); at = (at - 1) / 2)
            heap[at * inner] = heap[(at - 1) / 2 * inner];
        heap[at * inner] = place;
    }

    /// <summary>Puts a place on top of a heap and lets it sink.</summary>
    private static void Sink<T>(ReadOnlySpan<T> x, Span<long> heap, int inner, int count, long place, bool smallest) where T : struct, INumber<T>
    {
        int at = 0;
        for (int child = 1; child < count; child = (2 * at) + 1)
        {
            if (child + 1 < count && Better(x, inner, heap[child * inner], heap[(child + 1) * inner], smallest))
                child++;
            if (!Better(x, inner, place, heap[child * inner], smallest))
                break;
            heap[at * inner] = heap[child * inner];
            at = child;
        }

        heap[at * inner] = place;
    }

    /// <summary>Whether one place comes before another.</summary>
    private static bool Better<T>(ReadOnlySpan<T> x, int inner, long a, long b, bool smallest) where T : struct, INumber<T>
    {
        T first = x[(int)a * inner], second = x[(int)b * inner];
        return (smallest ? first < second : first > second) || (!(smallest ? second < first : second > first) && a < b);
    }
}
