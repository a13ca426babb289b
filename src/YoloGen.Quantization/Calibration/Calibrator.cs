using YoloGen.Diagnostics;

namespace YoloGen.Quantization.Calibration;

/// <summary>The values of each observed tensor over all photos: their range with zero included, and how they are spread in it.</summary>
/// <param name="Ranges">By tensor name.</param>
/// <param name="Histograms">By tensor name.</param>
/// <param name="Photos">Photos that were used.</param>
internal sealed record Calibrator(IReadOnlyDictionary<string, ValueRange> Ranges, IReadOnlyDictionary<string, Histogram> Histograms, int Photos)
{
    /// <summary>Runs the network on every photo: once for the ranges, once more for the histograms.</summary>
    public static Calibrator Run(CalibrationPhotos photos, ITensorObserver observer, Action<int, int>? progress)
    {
        int done = 0, steps = 2 * photos.Count;
        void Step() => progress?.Invoke(++done, steps);

        var ranges = new ValueRange[observer.Count];
        int used = photos.ForEach(
            (path, input) =>
            {
                observer.Observe(input, (i, values) => ranges[i] = ranges[i].Union(values));
                CheckFinite(observer, ranges, path);
            }, Step);

        Histogram[] counts = [.. ranges.Select(r => new Histogram(r))];
        photos.ForEach((_, input) => observer.Observe(input, (i, values) => counts[i].Add(values)), Step);
        return new Calibrator(ByName(observer, ranges), ByName(observer, counts), used);
    }

    private static Dictionary<string, T> ByName<T>(ITensorObserver observer, T[] values)
        => Enumerable.Range(0, values.Length).ToDictionary(observer.Name, i => values[i], StringComparer.Ordinal);

    private static void CheckFinite(ITensorObserver observer, ValueRange[] ranges, string photo)
    {
        int index = Array.FindIndex(ranges, r => !float.IsFinite(r.Min) || !float.IsFinite(r.Max));
        if (index >= 0)
        {
            throw new YoloGenException(
                DiagnosticCodes.BadQuantization, $"the tensor has values that are not finite for the photo '{photo}'; the weights or the input scale are wrong", node: observer.Name(index));
        }
    }
}
