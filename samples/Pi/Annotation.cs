using Photos;

namespace FaceMaskPi;

/// <summary>Photos with their boxes.</summary>
internal static class Annotation
{
    /// <summary>Draws boxes into a photo, the best ones on top, and writes it as JPEG.</summary>
    public static void Write(Photo photo, ReadOnlySpan<FaceMaskDetector.Detection> found, string path)
    {
        for (int i = found.Length - 1; i >= 0; i--)
            BoxPainter.Draw(photo, found[i].X, found[i].Y, found[i].Width, found[i].Height, found[i].ClassId);
        BoxPainter.Write(photo, path);
    }
}
