namespace YoloGen.Training.Data;

/// <summary>One training step's photos.</summary>
/// <param name="Pixels">Bytes, N x height x width x 3.</param>
/// <param name="Boxes">Objects of each photo, in canvas pixels.</param>
internal sealed record Batch(byte[] Pixels, Box[][] Boxes);
