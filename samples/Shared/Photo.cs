namespace Photos;

/// <summary>A decoded photo.</summary>
/// <param name="Rgb">Rows from the top, three bytes (red, green, blue) a pixel.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
internal sealed record Photo(byte[] Rgb, int Width, int Height);
