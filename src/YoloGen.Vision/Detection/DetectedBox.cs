namespace YoloGen.Vision;

/// <summary>A box found in a photo, in photo pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="Score">0 to 1.</param>
/// <param name="ClassId">Index of the class, from 0.</param>
public readonly record struct DetectedBox(float X, float Y, float Width, float Height, float Score, int ClassId);

/// <summary>A labelled box, in photo pixels.</summary>
/// <param name="X">Left edge.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
/// <param name="ClassId">Index of the class, from 0.</param>
public readonly record struct LabelledBox(float X, float Y, float Width, float Height, int ClassId);
