using System.Globalization;

namespace YoloGen.Vision;

/// <summary>Draws boxes with class and score into a copy of a photo. Without a font on the machine the boxes stand alone.</summary>
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
    internal static void DrawOnto(Photo result, IReadOnlyList<DetectedBox> boxes, IReadOnlyList<string> classNames, FontSet? fonts = null)
    {
        for (int i = boxes.Count - 1; i >= 0; i--)
        {
            DetectedBox box = boxes[i];
            string score = box.Score.ToString("0.00", CultureInfo.InvariantCulture);
            Box(result, box.X, box.Y, box.Width, box.Height, box.ClassId, $"{Name(classNames, box.ClassId)} {score}", fonts);
            Points(result, box);
        }
    }

    /// <summary>Draws labelled boxes.</summary>
    public static Photo Draw(Photo photo, IReadOnlyList<LabelledBox> boxes, IReadOnlyList<string> classNames)
    {
        var result = new Photo(photo.Width, photo.Height, [.. photo.Rgb]);
        foreach (LabelledBox box in boxes)
            Box(result, box.X, box.Y, box.Width, box.Height, box.ClassId, Name(classNames, box.ClassId), null);
        return result;
    }

    private static string Name(IReadOnlyList<string> names, int id)
        => TextMask.Beginning(id < names.Count ? names[id] : id.ToString(CultureInfo.InvariantCulture), 24);

    private static void Box(Photo photo, float x, float y, float width, float height, int classId, string text, FontSet? fonts)
    {
        (byte, byte, byte) color = Colors[classId % Colors.Length];
        int side = Math.Max(photo.Width, photo.Height);
        int line = Math.Clamp(side / 300, 1, 8);
        int left = (int)MathF.Round(x);
        int top = (int)MathF.Round(y);
        int right = (int)MathF.Round(x + width);
        int bottom = (int)MathF.Round(y + height);
        Fill(photo, left, top, right, top + line, color);
        Fill(photo, left, bottom - line, right, bottom, color);
        Fill(photo, left, top, left + line, bottom, color);
        Fill(photo, right - line, top, right, bottom, color);
        if (TextMask.Of(text, Math.Clamp((side + 400) / 75f, 11, 64), fonts ?? FontSet.OfMachine) is not { } mask)
            return;
        int edge = Math.Max(1, line);
        int textWidth = mask.Width + 2 * edge;
        int textLeft = Math.Max(0, Math.Min(left, photo.Width - textWidth));
        int textTop = top >= mask.Height ? top - mask.Height : Math.Min(top, Math.Max(0, photo.Height - mask.Height));
        Fill(photo, textLeft, textTop, textLeft + textWidth, textTop + mask.Height, color);
        Blend(photo, mask, textLeft + edge, textTop, Ink(color));
    }

    /// <summary>A square of two lines' width around each point that is seen.</summary>
    private static void Points(Photo photo, DetectedBox box)
    {
        int half = Math.Clamp(Math.Max(photo.Width, photo.Height) / 300, 1, 8);
        foreach (DetectedPoint point in (box.Keypoints ?? []).Where(p => p.Visibility >= 0.5f))
        {
            int x = (int)MathF.Round(point.X), y = (int)MathF.Round(point.Y);
            Fill(photo, x - half, y - half, x + half, y + half, Colors[(box.ClassId + 1) % Colors.Length]);
        }
    }

    private static (byte, byte, byte) Ink((byte R, byte G, byte B) color)
        => 299 * color.R + 587 * color.G + 114 * color.B > 140_000 ? ((byte)0, (byte)0, (byte)0) : ((byte)255, (byte)255, (byte)255);

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
