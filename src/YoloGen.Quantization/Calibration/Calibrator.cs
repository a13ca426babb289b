using YoloGen.Diagnostics;

namespace YoloGen.Quantization.Calibration;

/// <summary>Smallest and largest value of each observed tensor over all photos, zero included.</summary>
/// <param name="Ranges">By tensor name.</param>
/// <param name="Photos">Photos that were used.</param>
/// <param name="Problems">Photos that were skipped.</param>
internal sealed record Calibrator(IReadOnlyDictionary<string, ValueRange> Ranges, int Photos, IReadOnlyList<Diagnostic> Problems)
{
    public static Calibrator Run(CalibrationInput input, ITensorObserver observer, IReadOnlyList<string> photos, Action<int, int>? progress)
    {
        var problems = new List<Diagnostic>();
        var ranges = new ValueRange[observer.Count];
        int used = 0;
        for (int i = 0; i < photos.Count; i++)
        {
            if (TryRead(input, photos[i], problems) is { } values)
            {
                observer.Observe(values, ranges);
                CheckFinite(observer, ranges, photos[i]);
                used++;
            }

            progress?.Invoke(i + 1, photos.Count);
        }

        return used > 0
            ? new Calibrator(Enumerable.Range(0, ranges.Length).ToDictionary(observer.Name, i => ranges[i], StringComparer.Ordinal), used, problems)
            : throw new YoloGenException([.. problems, Nothing(photos.Count)]);
    }

    private static Diagnostic Nothing(int photos) => new(
        DiagnosticCodes.NoCalibration,
        photos == 0 ? "there is no photo to calibrate on; give a folder with photos like those that the network will see" : $"none of the {photos} photos can be decoded, so there is nothing to calibrate on");

    private static float[]? TryRead(CalibrationInput input, string path, List<Diagnostic> problems)
    {
        try
        {
            return input.Read(path);
        }
        catch (YoloGenException e)
        {
            problems.AddRange(e.Diagnostics);
            return null;
        }
    }

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
