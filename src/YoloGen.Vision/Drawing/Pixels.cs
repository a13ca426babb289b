namespace YoloGen.Vision;

/// <summary>Colours and shapes in a photo; what lies outside it is not drawn.</summary>
internal static class Pixels
{
    private static readonly (byte R, byte G, byte B)[] Colors =
    [
        (46, 204, 64), (255, 65, 54), (0, 116, 217), (255, 133, 27), (177, 13, 201), (57, 204, 204), (255, 220, 0), (240, 18, 190), (133, 20, 75), (61, 153, 112),
    ];

    /// <summary>The colour of a class, or of an object of a number.</summary>
    public static (byte R, byte G, byte B) Color(int number) => Colors[number % Colors.Length];

    /// <summary>Black or white, whichever reads better on a colour.</summary>
    public static (byte, byte, byte) Ink((byte R, byte G, byte B) color)
        => 299 * color.R + 587 * color.G + 114 * color.B > 140_000 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255);

    /// <summary>Width of lines in pixels.</summary>
    public static int LineWidth(Photo photo) => Math.Clamp(Math.Max(photo.Width, photo.Height) / 300, 1, 8);

    /// <summary>Height of letters in pixels.</summary>
    public static float TextSize(Photo photo) => Math.Clamp((Math.Max(photo.Width, photo.Height) + 400) / 75f, 11, 64);

    /// <summary>A filled rectangle.</summary>
    public static void Fill(Photo photo, int left, int top, int right, int bottom, (byte R, byte G, byte B) color)
    {
        for (int y = Math.Max(top, 0); y < Math.Min(bottom, photo.Height); y++)
        {
            for (int x = Math.Max(left, 0); x < Math.Min(right, photo.Width); x++)
            {
                int at = (y * photo.Width + x) * 3;
                photo.Rgb[at] = color.R;
                photo.Rgb[at + 1] = color.G;
                photo.Rgb[at + 2] = color.B;
            }
        }
    }

    /// <summary>A straight line, as wide as <see cref="LineWidth"/>.</summary>
    public static void Line(Photo photo, (double X, double Y) from, (double X, double Y) to, (byte R, byte G, byte B) color)
    {
        int width = LineWidth(photo);
        double limit = 4.0 * (photo.Width + photo.Height);
        double length = Math.Max(Math.Abs(to.X - from.X), Math.Abs(to.Y - from.Y));
        if (!(length <= limit) || !(Math.Abs(from.X) + Math.Abs(from.Y) <= limit))
        {
            return;
        }

        int steps = Math.Max(1, (int)Math.Ceiling(length));
        for (int i = 0; i <= steps; i++)
        {
            int x = (int)Math.Round(from.X + (to.X - from.X) * i / steps) - width / 2, y = (int)Math.Round(from.Y + (to.Y - from.Y) * i / steps) - width / 2;
            Fill(photo, x, y, x + width, y + width, color);
        }
    }

    /// <summary>The pixels of a mask, half in the colour.</summary>
    public static void Tint(Photo photo, DetectedMask mask, (byte R, byte G, byte B) color)
    {
        for (int y = 0; y < photo.Height; y++)
        {
            for (int x = 0; x < photo.Width; x++)
            {
                if (!mask.Contains(x, y))
                {
                    continue;
                }

                Span<byte> pixel = photo.Rgb.AsSpan((y * photo.Width + x) * 3, 3);
                pixel[0] = (byte)((pixel[0] + color.R) / 2);
                pixel[1] = (byte)((pixel[1] + color.G) / 2);
                pixel[2] = (byte)((pixel[2] + color.B) / 2);
            }
        }
    }

    /// <summary>A line of text on a ground of its own; nothing where there is no font.</summary>
    /// <param name="photo">Drawn on.</param>
    /// <param name="text">The text.</param>
    /// <param name="left">Left edge; moved into the photo.</param>
    /// <param name="top">Upper edge of what the text belongs to: it stands above, or below the edge where there is no room.</param>
    /// <param name="color">Of the ground.</param>
    /// <param name="fonts">Where letters come from.</param>
    /// <returns>Where the text ends below.</returns>
    public static int Text(Photo photo, string text, int left, int top, (byte R, byte G, byte B) color, FontSet? fonts)
    {
        if (TextMask.Of(text, TextSize(photo), fonts ?? FontSet.OfMachine) is not { } mask)
            return top;
        int edge = LineWidth(photo);
        int textWidth = mask.Width + 2 * edge;
        int textLeft = Math.Max(0, Math.Min(left, photo.Width - textWidth));
        int textTop = top >= mask.Height ? top - mask.Height : Math.Min(top, Math.Max(0, photo.Height - mask.Height));
        Fill(photo, textLeft, textTop, textLeft + textWidth, textTop + mask.Height, color);
        Blend(photo, mask, textLeft + edge, textTop, Ink(color));
        return textTop + mask.Height;
    }

    private static void Blend(Photo photo, TextMask mask, int left, int top, (byte R, byte G, byte B) ink)
    {
        for (int y = Math.Max(0, -top); y < Math.Min(mask.Height, photo.Height - top); y++)
        {
            for (int x = Math.Max(0, -left); x < Math.Min(mask.Width, photo.Width - left); x++)
            {
                int cover = mask.Coverage[y * mask.Width + x];
                Span<byte> pixel = photo.Rgb.AsSpan(((top + y) * photo.Width + left + x) * 3, 3);
                pixel[0] = (byte)((pixel[0] * (255 - cover) + ink.R * cover + 127) / 255);
                pixel[1] = (byte)((pixel[1] * (255 - cover) + ink.G * cover + 127) / 255);
                pixel[2] = (byte)((pixel[2] * (255 - cover) + ink.B * cover + 127) / 255);
            }
        }
    }
}
