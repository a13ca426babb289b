#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>Greedy class-wise non-maximum suppression, in place, without allocation and the same on every machine.</summary>
internal static class Nms
{
    /// <summary>Lists of what was kept, each of the classes that share these bits.</summary>
    private const int Lists = 256;

    /// <summary>
    /// Moves the surviving candidates, best first, to the front of <paramref name="candidates"/> and returns how many they are, at most
    /// <paramref name="maxKept"/>. A candidate is dropped when its IoU with a better one of its class that was kept exceeds <paramref name="iouThreshold"/>.
    /// </summary>
    public static int Run(Span<Candidate> candidates, float iouThreshold, int maxKept)
    {
        Sort(candidates);
        Span<int> last = stackalloc int[Lists];
        last.Fill(-1);
        int kept = 0;
        for (int i = 0; i < candidates.Length && kept < maxKept; i++)
        {
            Candidate candidate = candidates[i];
            ref int list = ref last[candidate.ClassId & (Lists - 1)];
            if (Overlaps(candidates, list, candidate, iouThreshold))
                continue;

            candidate.KeptBefore = list;
            list = kept;
            candidates[kept++] = candidate;
        }
        return kept;
    }

    /// <summary>Whether intersection over union exceeds the threshold; boxes without area overlap nothing.</summary>
    public static bool IouExceeds(in Candidate a, in Candidate b, float threshold)
    {
        float intersection = Intersection(a, b);
        return intersection > threshold * (a.Width * a.Height + b.Width * b.Height - intersection);
    }

    /// <summary>The area that two boxes share.</summary>
    public static float Intersection(in Candidate a, in Candidate b)
    {
        float width = MathF.Min(a.X + a.Width, b.X + b.Width) - MathF.Max(a.X, b.X);
        float height = MathF.Min(a.Y + a.Height, b.Y + b.Height) - MathF.Max(a.Y, b.Y);
        return width > 0f && height > 0f ? width * height : 0f;
    }

    /// <summary>Heap sort into the order of <see cref="Candidate.Before"/>: total, so the result does not depend on the algorithm.</summary>
    public static void Sort(Span<Candidate> items)
    {
        for (int i = items.Length / 2 - 1; i >= 0; i--)
            Sink(items, i);
        for (int end = items.Length - 1; end > 0; end--)
        {
            (items[0], items[end]) = (items[end], items[0]);
            Sink(items.Slice(0, end), 0);
        }
    }

    /// <summary>Whether one of a list of kept ones overlaps: it begins at the last of them, and each names the one before it.</summary>
    private static bool Overlaps(Span<Candidate> kept, int last, in Candidate candidate, float iouThreshold)
    {
        for (int i = last; i >= 0; i = kept[i].KeptBefore)
        {
            if (kept[i].ClassId == candidate.ClassId && IouExceeds(kept[i], candidate, iouThreshold))
                return true;
        }
        return false;
    }

    private static void Sink(Span<Candidate> items, int parent)
    {
        Candidate moving = items[parent];
        for (int child = 2 * parent + 1; child < items.Length; child = 2 * parent + 1)
        {
            if (child + 1 < items.Length && Candidate.Before(items[child], items[child + 1]))
                child++;
            if (!Candidate.Before(moving, items[child]))
                break;
            items[parent] = items[child];
            parent = child;
        }
        items[parent] = moving;
    }
}
