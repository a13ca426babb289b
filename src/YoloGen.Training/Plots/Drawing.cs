using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>Lines, rectangles and text on a white picture, pixel by pixel: the same bytes on every machine, no font file needed.</summary>
internal sealed class Drawing
{
    private readonly Photo photo;

    public Drawing(int width, int height)
    {
        photo = new Photo(width, height);
        photo.Rgb.AsSpan().Fill(255);
    }

    public int Width => photo.Width;

    public int Height => photo.Height;

    public void Save(string path) => PhotoWriter.Write(photo, path);

    public void Fill(int left, int top, int right, int bottom, (byte R, byte G, byte B) color)
    {
        for (int y = Math.Max(top, 0); y < Math.Min(bottom, Height); y++)
        {
            for (int x = Math.Max(left, 0); x < Math.Min(right, Width); x++)
                Set(x, y, color);
        }
    }

    public void Line(double x0, double y0, double x1, double y1, (byte R, byte G, byte B) color)
    {
        int steps = Math.Max(1, (int)Math.Ceiling(Math.Max(Math.Abs(x1 - x0), Math.Abs(y1 - y0))));
        for (int i = 0; i <= steps; i++)
        {
            int x = (int)Math.Round(x0 + (x1 - x0) * i / steps), y = (int)Math.Round(y0 + (y1 - y0) * i / steps);
            Fill(x, y, x + 2, y + 2, color);
        }
    }

    public void Text(string text, int x, int y, (byte R, byte G, byte B) color)
    {
        foreach (char character in text)
        {
            for (int column = 0; column < BitmapFont.Width; column++)
            {
                for (int row = 0; row < BitmapFont.Height; row++)
                {
                    if (BitmapFont.IsSet(character, column, row))
                        Fill(x + column, y + row, x + column + 1, y + row + 1, color);
                }
            }
            x += BitmapFont.Width + 1;
        }
    }

    /// <summary>Width of a text in pixels.</summary>
    public static int WidthOf(string text) => text.Length * (BitmapFont.Width + 1);

    /// <summary>The text, or its beginning with two points where it is wider.</summary>
    public static string Fitted(string text, int width)
        => WidthOf(text) <= width ? text : string.Concat(text.AsSpan(0, Math.Max(0, width / (BitmapFont.Width + 1) - 2)), "..");

    /// <summary>Text from bottom to top.</summary>
    /// <param name="text">The text.</param>
    /// <param name="x">Left edge.</param>
    /// <param name="bottom">Where it begins.</param>
    /// <param name="color">Colour.</param>
    public void TextUpwards(string text, int x, int bottom, (byte R, byte G, byte B) color)
    {
        foreach (char character in text)
        {
            for (int column = 0; column < BitmapFont.Width; column++)
            {
                for (int row = 0; row < BitmapFont.Height; row++)
                {
                    if (BitmapFont.IsSet(character, column, row))
                        Fill(x + row, bottom - column - 1, x + row + 1, bottom - column, color);
                }
            }
            bottom -= BitmapFont.Width + 1;
        }
    }

    public void Paste(Photo source, int left, int top)
    {
        for (int y = 0; y < Math.Min(source.Height, Height - top); y++)
            source.Rgb.AsSpan(y * source.Width * 3, Math.Min(source.Width, Width - left) * 3).CopyTo(photo.Rgb.AsSpan(((top + y) * Width + left) * 3));
    }

    private void Set(int x, int y, (byte R, byte G, byte B) color)
    {
        int at = (y * Width + x) * 3;
        (photo.Rgb[at], photo.Rgb[at + 1], photo.Rgb[at + 2]) = color;
    }
}
