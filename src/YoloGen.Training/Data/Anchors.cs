using System.Globalization;
using YoloGen.Training.Network;

namespace YoloGen.Training.Data;

/// <summary>K-means over box sizes with 1 - IoU as the distance (Redmon and Farhadi 2017).</summary>
internal static class Anchors
{
    /// <summary>As <c>--anchors</c> of train and of compile takes them: w,h,w,h,w,h of the finest grid, a semicolon, those of the coarser one.</summary>
    public static string Text(IReadOnlyList<(float Width, float Height)> anchors)
    {
        string Group(IEnumerable<(float Width, float Height)> group) => string.Join(',', group.Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Width:0.##},{a.Height:0.##}")));
        return $"{Group(anchors.Skip(anchors.Count / 2))};{Group(anchors.Take(anchors.Count / 2))}";
    }

    /// <summary>Six anchors from what <see cref="Text"/> writes, in the order of the network; null if it is something else.</summary>
    public static (float Width, float Height)[]? Parse(string text)
    {
        float[][] groups = [.. text.Split(';').Select(g => g.Split(',').Select(v => float.TryParse(v, NumberStyles.Float, CultureInfo.InvariantCulture, out float number) ? number : float.NaN).ToArray())];
        if (groups.Length != 2 || groups.Any(g => g.Length != 6 || !g.All(v => v is > 0 and < 65536)))
            return null;
        return [.. groups.Reverse().SelectMany(g => Enumerable.Range(0, 3).Select(i => (g[2 * i], g[2 * i + 1])))];
    }

    /// <summary>IoU of two boxes with one centre.</summary>
    public static double Iou((float Width, float Height) a, (float Width, float Height) b)
    {
        double overlap = (double)Math.Min(a.Width, b.Width) * Math.Min(a.Height, b.Height);
        return overlap / ((double)a.Width * a.Height + (double)b.Width * b.Height - overlap);
    }

    /// <summary>Six anchors for boxes as the letterbox scales them: the three larger ones first, each three by area.</summary>
    public static (float Width, float Height)[] Find(IReadOnlyList<LabelledPhoto> photos, int width, int height, int seed)
    {
        var sizes = new List<(float Width, float Height)>();
        foreach (LabelledPhoto photo in photos)
        {
            float scale = Math.Min((float)width / photo.Width, (float)height / photo.Height);
            sizes.AddRange(photo.Boxes.Select(b => (Math.Max(b.Width * scale, 1), Math.Max(b.Height * scale, 1))));
        }
        if (sizes.Count < 6)
            return [.. NetworkSpec.DefaultAnchors.Select(a => (a.Item1 * width / 416, a.Item2 * height / 416))];
        (float Width, float Height)[] best = [];
        double bestFit = -1;
        for (int attempt = 0; attempt < 8; attempt++)
        {
            (float, float)[] found = Cluster(sizes, new SampleRandom(seed, attempt, 6), out double fit);
            if (fit > bestFit)
                (best, bestFit) = (found, fit);
        }
        Array.Sort(best, (a, b) => (a.Width * a.Height).CompareTo(b.Width * b.Height));
        // Two decimals, as exported files carry them.
        return [.. best[3..].Concat(best[..3]).Select(a => (MathF.Round(a.Width, 2), MathF.Round(a.Height, 2)))];
    }

    private static (float, float)[] Cluster(List<(float Width, float Height)> sizes, SampleRandom random, out double fit)
    {
        // Seeds spread as k-means++ spreads them: far ones are likelier.
        var centers = new List<(float Width, float Height)> { sizes[random.Below(sizes.Count)] };
        var distance = new double[sizes.Count];
        while (centers.Count < 6)
        {
            double total = 0;
            for (int i = 0; i < sizes.Count; i++)
                total += distance[i] = Math.Pow(1 - centers.Max(c => Iou(c, sizes[i])), 2);
            double at = random.Next() * total;
            int chosen = 0;
            while (chosen < sizes.Count - 1 && (at -= distance[chosen]) > 0)
                chosen++;
            centers.Add(sizes[chosen]);
        }
        fit = 0;
        for (int round = 0; round < 60; round++)
        {
            var sums = new (double Width, double Height, int Count)[6];
            double sum = 0;
            foreach ((float Width, float Height) size in sizes)
            {
                int nearest = Enumerable.Range(0, 6).MaxBy(k => Iou(centers[k], size));
                sum += Iou(centers[nearest], size);
                sums[nearest] = (sums[nearest].Width + size.Width, sums[nearest].Height + size.Height, sums[nearest].Count + 1);
            }
            for (int k = 0; k < 6; k++)
            {
                if (sums[k].Count > 0)
                    centers[k] = ((float)(sums[k].Width / sums[k].Count), (float)(sums[k].Height / sums[k].Count));
            }
            if (sum / sizes.Count <= fit + 1e-7)
                break;
            fit = sum / sizes.Count;
        }
        return [.. centers];
    }
}
