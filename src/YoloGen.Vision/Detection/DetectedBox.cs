namespace YoloGen.Vision;

/// <summary>A box found in a photo, in photo pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="ClassId">Index of the class, from 0.</param>
public readonly record struct DetectedBox(float X, float Y, float Width, float Height, float Score, int ClassId)
{
    /// <summary>Its points, where the network finds some.</summary>
    public IReadOnlyList<DetectedPoint>? Keypoints { get; init; }

    /// <summary>Its pixels, where the network finds them.</summary>
    public DetectedMask? Mask { get; init; }

    /// <summary>The box with its angle, where the network finds one; this box is the upright one around it.</summary>
    public OrientedBox? Oriented { get; init; }

    /// <summary>A found box with an angle, and the upright one around it, clipped to the photo.</summary>
    internal static DetectedBox Around(OrientedBox oriented, float score, int classId, int photoWidth, int photoHeight)
    {
        (double X, double Y)[] corners = oriented.Corners();
        float left = (float)Math.Clamp(corners.Min(c => c.X), 0, photoWidth), top = (float)Math.Clamp(corners.Min(c => c.Y), 0, photoHeight);
        float right = (float)Math.Clamp(corners.Max(c => c.X), 0, photoWidth), bottom = (float)Math.Clamp(corners.Max(c => c.Y), 0, photoHeight);
        return new DetectedBox(left, top, right - left, bottom - top, score, classId) { Oriented = oriented };
    }
}

/// <summary>A point of a found object, in photo pixels.</summary>
/// <param name="X">From the left edge.</param>
/// <param name="Y">From the top edge.</param>
/// <param name="Visibility">0 to 1; 1 where the network does not say.</param>
public readonly record struct DetectedPoint(float X, float Y, float Visibility);

/// <summary>A labelled box, in photo pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="ClassId">Index of the class, from 0.</param>
public readonly record struct LabelledBox(float X, float Y, float Width, float Height, int ClassId);
