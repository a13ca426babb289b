namespace YoloGen.Vision;

/// <summary>What was found in one photo.</summary>
/// <param name="File">Name of the photo, relative to the source.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="Boxes">Best first; the most likely classes of the photo where <see cref="Classified"/>.</param>
public sealed record PhotoDetections(string File, int Width, int Height, IReadOnlyList<DetectedBox> Boxes)
{
    /// <summary>Whether the boxes are classes of the whole photo.</summary>
    public bool Classified { get; init; }
}
