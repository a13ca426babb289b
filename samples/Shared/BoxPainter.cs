using StbImageWriteSharp;

namespace Photos;

/// <summary>Draws boxes into photos and writes them as JPEG.</summary>
internal static class BoxPainter
{
    private static ReadOnlySpan<byte> Colors => [46, 204, 64, 255, 65, 54, 0, 116, 217, 255, 133, 27, 177, 13, 201, 57, 204, 204];

    /// <summary>Draws the outline of a box, in a colour of its class.</summary>
    public static void Draw(Photo photo, float x, float y, float width, float height, int classId)
    {
        ReadOnlySpan<byte> color = Colors.Slice(classId % (Colors.Length / 3) * 3, 3);
        int line = Math.Clamp(Math.Max(photo.Width, photo.Height) / 300, 1, 8);
        int left = (int)x, top = (int)y, right = (int)(x + width), bottom = (int)(y + height);
        Fill(photo, left, top, right, top + line, color);
        Fill(photo, left, bottom - line, right, bottom, color);
        Fill(photo, left, top, left + line, bottom, color);
        Fill(photo, right - line, top, right, bottom, color);
    }

    /// <summary>Writes a JPEG file whole or not at all: through a temporary file beside it.</summary>
    public static void Write(Photo photo, string path)
        => OutputFile.Write(path, file => new ImageWriter().WriteJpg(photo.Rgb, photo.Width, photo.Height, ColorComponents.RedGreenBlue, file, 90));

    private static void Fill(Photo photo, int left, int top, int right, int bottom, ReadOnlySpan<byte> color)
    {
        for (int y = Math.Max(top, 0); y < Math.Min(bottom, photo.Height); y++)
        {
            for (int x = Math.Max(left, 0); x < Math.Min(right, photo.Width); x++)
                color.CopyTo(photo.Rgb.AsSpan((y * photo.Width + x) * 3, 3));
        }
    }
}
