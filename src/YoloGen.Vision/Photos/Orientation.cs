using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Turns decoded RGBA rows into upright RGB, following the EXIF orientation (TIFF 6.0, tag 274).</summary>
internal static class Orientation
{
    /// <summary>Size of the upright photo.</summary>
    public static (int Width, int Height) Upright(int width, int height, SKEncodedOrigin origin)
        => origin >= SKEncodedOrigin.LeftTop ? (height, width) : (width, height);

    /// <summary>Puts rows as stored where they belong in the upright photo.</summary>
    /// <param name="rgba">Whole rows.</param>
    /// <param name="firstRow">The first of them, as stored.</param>
    /// <param name="rows">How many.</param>
    /// <param name="width">Pixels of a stored row.</param>
    /// <param name="height">Stored rows of the whole photo.</param>
    /// <param name="origin">Where the first stored pixel belongs.</param>
    /// <param name="photo">The upright photo.</param>
    public static unsafe void Copy(byte* rgba, int firstRow, int rows, int width, int height, SKEncodedOrigin origin, Photo photo)
    {
        byte[] rgb = photo.Rgb;
        // Upright place of the stored pixel (x, y) = start + x * stepX + y * stepY.
        (int start, int stepX, int stepY) = origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => (width * height - 1, -1, -width),
            SKEncodedOrigin.BottomLeft => ((height - 1) * width, 1, -width),
            SKEncodedOrigin.LeftTop => (0, height, 1),
            SKEncodedOrigin.RightTop => (height - 1, height, -1),
            SKEncodedOrigin.RightBottom => (width * height - 1, -height, -1),
            SKEncodedOrigin.LeftBottom => ((width - 1) * height, -height, 1),
            _ => (0, 1, width),
        };
        for (int y = firstRow; y < firstRow + rows; y++)
        {
            int target = (start + y * stepY) * 3; // at most 150 million: PhotoReader.MaxPixels
            for (int x = 0; x < width; x++, target += stepX * 3, rgba += 4)
            {
                rgb[target] = rgba[0];
                rgb[target + 1] = rgba[1];
                rgb[target + 2] = rgba[2];
            }
        }
    }
}
