using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>Counts and sizes of a data set.</summary>
/// <param name="Photos">Number of photos.</param>
/// <param name="Backgrounds">Photos without boxes.</param>
/// <param name="Unlabelled">Photos without a label file, counted among the backgrounds.</param>
/// <param name="BoxesByClass">Number of boxes, one entry a class.</param>
/// <param name="SidesByClass">Sides of the boxes (square root of the area) in pixels of an input of <paramref name="InputSize"/>, at 0, 5, 25, 50, 75, 95 and 100 percent; empty for classes without boxes.</param>
/// <param name="PhotoSizes">Most frequent photo sizes first, with their counts.</param>
/// <param name="Problems">Number of problems.</param>
/// <param name="InputSize">Side of the square input that sides are given for.</param>
public sealed record DataSetStatistics(
    int Photos,
    int Backgrounds,
    int Unlabelled,
    IReadOnlyList<int> BoxesByClass,
    IReadOnlyList<IReadOnlyList<float>> SidesByClass,
    IReadOnlyList<(int Width, int Height, int Count)> PhotoSizes,
    int Problems,
    int InputSize)
{
    /// <summary>Why photos cannot be read, a problem each.</summary>
    public IReadOnlyList<Diagnostic> Unreadable { get; init; } = [];

    /// <summary>Counts; opens the header of every photo, skipping those that cannot be read.</summary>
    public static DataSetStatistics Of(DataSet set, int inputSize = 416)
    {
        var sides = set.ClassNames.Select(_ => new List<float>()).ToArray();
        var sizes = new Dictionary<(int, int), int>();
        var unreadable = new List<Diagnostic>();
        foreach (Sample sample in set.Samples)
        {
            (int Width, int Height) size;
            try
            {
                size = PhotoReader.ReadSize(sample.PhotoPath);
            }
            catch (YoloGenException exception)
            {
                unreadable.AddRange(exception.Diagnostics);
                continue;
            }
            sizes[size] = sizes.GetValueOrDefault(size) + 1;
            float scale = (float)inputSize / Math.Max(size.Width, size.Height);
            foreach (RelativeBox box in sample.Boxes)
                sides[box.ClassId].Add(MathF.Sqrt(box.Width * size.Width * box.Height * size.Height) * scale);
        }
        return new DataSetStatistics(
            set.Samples.Count,
            set.Samples.Count(s => s.Boxes.Count == 0),
            set.Samples.Count(s => s.LabelPath is null),
            [.. Enumerable.Range(0, sides.Length).Select(c => set.Samples.Sum(s => s.Boxes.Count(b => b.ClassId == c)))],
            [.. sides.Select(Quantiles)],
            [.. sizes.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Select(s => (s.Key.Item1, s.Key.Item2, s.Value)).Take(10)],
            set.Problems.Count + unreadable.Count,
            inputSize) { Unreadable = unreadable };
    }

    private static IReadOnlyList<float> Quantiles(List<float> values)
    {
        if (values.Count == 0)
            return [];
        values.Sort();
        return [.. new[] { 0, 5, 25, 50, 75, 95, 100 }.Select(p => values[(int)((values.Count - 1L) * p / 100)])];
    }
}
