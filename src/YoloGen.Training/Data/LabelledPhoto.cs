namespace YoloGen.Training.Data;

/// <summary>A decoded photo with its objects.</summary>
/// <param name="File">Where it came from.</param>
/// <param name="Pixels">RGB bytes, row by row, <c>Width * Height * 3</c>.</param>
/// <param name="Width">Width in pixels.</param>
/// <param name="Height">Height in pixels.</param>
/// <param name="Boxes">Objects, in pixels of the photo.</param>
internal sealed record LabelledPhoto(string File, byte[] Pixels, int Width, int Height, Box[] Boxes);
