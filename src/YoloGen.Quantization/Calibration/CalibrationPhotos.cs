using YoloGen.Diagnostics;
using YoloGen.Vision;

namespace YoloGen.Quantization.Calibration;

/// <summary>The photos that can be calibrated on, decoded one at a time so that memory does not grow with their number.</summary>
/// <param name="input">How a photo becomes the network's input.</param>
/// <param name="paths">The photos.</param>
internal sealed class CalibrationPhotos(CalibrationInput input, IReadOnlyList<string> paths)
{
    private readonly HashSet<string> _bad = new(StringComparer.Ordinal);
    private readonly List<Diagnostic> _problems = [];

    /// <summary>Photos that were skipped, and why.</summary>
    public IReadOnlyList<Diagnostic> Problems => _problems;

    /// <summary>Number of photos given.</summary>
    public int Count => paths.Count;

    /// <summary>Shows every photo as the network's input; one that cannot be decoded is reported once and then left out.</summary>
    /// <returns>The number of photos shown.</returns>
    /// <exception cref="YoloGenException">YG0303: no photo, none that can be decoded, or all of them of one colour.</exception>
    public int ForEach(Action<string, float[]> visit, Action? progress = null)
    {
        int shown = 0;
        bool anything = false;
        foreach (string path in paths)
        {
            if (!_bad.Contains(path) && TryRead(path) is { } photo)
            {
                anything = anything || !IsOneColour(photo);
                visit(path, input.Fill(photo));
                shown++;
            }

            progress?.Invoke();
        }

        if (shown == 0)
        {
            throw new YoloGenException([.. _problems, Nothing(paths.Count)]);
        }

        return anything ? shown : throw new YoloGenException(
            DiagnosticCodes.NoCalibration, $"every one of the {shown} photos is of one colour, so they show nothing of what the network will see; give photos like those that the camera takes");
    }

    private static Diagnostic Nothing(int photos) => new(
        DiagnosticCodes.NoCalibration,
        photos == 0 ? "there is no photo to calibrate on; give a folder with photos like those that the network will see" : $"none of the {photos} photos can be decoded, so there is nothing to calibrate on");

    private static bool IsOneColour(Photo photo)
    {
        ReadOnlySpan<byte> rgb = photo.Rgb;
        return rgb[3..].SequenceEqual(rgb[..^3]);
    }

    private Photo? TryRead(string path)
    {
        try
        {
            return PhotoReader.Read(path);
        }
        catch (YoloGenException e)
        {
            _problems.AddRange(e.Diagnostics);
            _bad.Add(path);
            return null;
        }
    }
}
