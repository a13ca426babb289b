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
