using System.Globalization;

namespace YoloGen.Vision;

/// <summary>Draws boxes with class and score into a copy of a photo, pixel by pixel: the same bytes on every machine.</summary>
public static class BoxDrawer
{
    private static readonly (byte R, byte G, byte B)[] Colors =
    [
        (46, 204, 64), (255, 65, 54), (0, 116, 217), (255, 133, 27), (177, 13, 201), (57, 204, 204), (255, 220, 0), (240, 18, 190), (133, 20, 75), (61, 153, 112),
    ];

    /// <summary>Draws found boxes; the best ones last, so that they lie on top.</summary>
    public static Photo Draw(Photo photo, IReadOnlyList<DetectedBox> boxes, IReadOnlyList<string> classNames)
    {
        var result = new Photo(photo.Width, photo.Height, [.. photo.Rgb]);
        DrawOnto(result, boxes, classNames);
        return result;
    }

    /// <summary>Draws found boxes into the photo itself, which may be too large to have twice.</summary>
    internal static void DrawOnto(Photo result, IReadOnlyList<DetectedBox> boxes, IReadOnlyList<string> classNames)
    {
        for (int i = boxes.Count - 1; i >= 0; i--)
        {
            DetectedBox box = boxes[i];
            string score = box.Score.ToString("0.00", CultureInfo.InvariantCulture);
            Box(result, box.X, box.Y, box.Width, box.Height, box.ClassId, $"{Name(classNames, box.ClassId)} {score}");
        }
    }

    /// <summary>Draws labelled boxes.</summary>
    public static Photo Draw(Photo photo, IReadOnlyList<LabelledBox> boxes, IReadOnlyList<string> classNames)
    {
        var result = new Photo(photo.Width, photo.Height, [.. photo.Rgb]);
        foreach (LabelledBox box in boxes)
            Box(result, box.X, box.Y, box.Width, box.Height, box.ClassId, Name(classNames, box.ClassId));
        return result;
    }

    private static string Name(IReadOnlyList<string> names, int id)
    {
        string name = id < names.Count ? names[id] : id.ToString(CultureInfo.InvariantCulture);
        return name.Length <= 24 ? name : name[..24];
    }

    private static void Box(Photo photo, float x, float y, float width, float height, int classId, string text)
    {
        (byte, byte, byte) color = Colors[classId % Colors.Length];
        int side = Math.Max(photo.Width, photo.Height);
        int line = Math.Clamp(side / 300, 1, 8);
        int scale = Math.Clamp((side + 400) / 700, 1, 6);
        int left = (int)MathF.Round(x);
        int top = (int)MathF.Round(y);
        int right = (int)MathF.Round(x + width);
        int bottom = (int)MathF.Round(y + height);
        Fill(photo, left, top, right, top + line, color);
        Fill(photo, left, bottom - line, right, bottom, color);
        Fill(photo, left, top, left + line, bottom, color);
        Fill(photo, right - line, top, right, bottom, color);
        int textWidth = text.Length * (BitmapFont.Width + 1) * scale + scale;
        int textHeight = (BitmapFont.Height + 2) * scale;
        int textLeft = Math.Max(0, Math.Min(left, photo.Width - textWidth));
        int textTop = top >= textHeight ? top - textHeight : Math.Min(top, Math.Max(0, photo.Height - textHeight));
        Fill(photo, textLeft, textTop, textLeft + textWidth, textTop + textHeight, color);
        Text(photo, text, textLeft + scale, textTop + scale, scale, Ink(color));
    }

    private static (byte, byte, byte) Ink((byte R, byte G, byte B) color)
        => 299 * color.R + 587 * color.G + 114 * color.B > 140_000 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255);

    private static void Text(Photo photo, string text, int x, int y, int scale, (byte, byte, byte) color)
    {
        foreach (char character in text)
        {
            for (int column = 0; column < BitmapFont.Width; column++)
            {
                for (int row = 0; row < BitmapFont.Height; row++)
                {
                    if (BitmapFont.IsSet(character, column, row))
                        Fill(photo, x + column * scale, y + row * scale, x + (column + 1) * scale, y + (row + 1) * scale, color);
                }
            }
            x += (BitmapFont.Width + 1) * scale;
        }
    }

    private static void Fill(Photo photo, int left, int top, int right, int bottom, (byte R, byte G, byte B) color)
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
}
