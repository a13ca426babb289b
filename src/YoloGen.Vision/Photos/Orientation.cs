using SkiaSharp;

namespace YoloGen.Vision;

/// <summary>Turns decoded RGBA pixels into upright RGB, following the EXIF orientation (TIFF 6.0, tag 274).</summary>
internal static class Orientation
{
    public static unsafe Photo Apply(byte* rgba, int width, int height, SKEncodedOrigin origin)
    {
        bool turned = origin >= SKEncodedOrigin.LeftTop;
        var photo = new Photo(turned ? height : width, turned ? width : height);
        byte[] rgb = photo.Rgb;
        // Stored pixel of the upright pixel (x, y) = start + x * stepX + y * stepY.
        (int start, int stepX, int stepY) = origin switch
        {
            SKEncodedOrigin.TopRight => (width - 1, -1, width),
            SKEncodedOrigin.BottomRight => (width * height - 1, -1, -width),
            SKEncodedOrigin.BottomLeft => ((height - 1) * width, 1, -width),
            SKEncodedOrigin.LeftTop => (0, width, 1),
            SKEncodedOrigin.RightTop => ((height - 1) * width, -width, 1),
            SKEncodedOrigin.RightBottom => (width * height - 1, -width, -1),
            SKEncodedOrigin.LeftBottom => (width - 1, width, -1),
            _ => (0, 1, width),
        };
        int target = 0;
        for (int y = 0; y < photo.Height; y++)
        {
            int source = (start + y * stepY) * 4; // at most 200 million: PhotoReader.MaxPixels
            for (int x = 0; x < photo.Width; x++, source += stepX * 4, target += 3)
            {
                rgb[target] = rgba[source];
                rgb[target + 1] = rgba[source + 1];
                rgb[target + 2] = rgba[source + 2];
            }
        }
        return photo;
    }
}
