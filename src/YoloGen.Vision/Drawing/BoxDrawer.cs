using System.Globalization;

namespace YoloGen.Vision;

/// <summary>Draws what was found into a copy of a photo: boxes with class and score, points, masks. Without a font on the machine they stand alone.</summary>
public static class BoxDrawer
{
    /// <summary>Draws found boxes; the best ones last, so that they lie on top.</summary>
    public static Photo Draw(Photo photo, IReadOnlyList<DetectedBox> boxes, IReadOnlyList<string> classNames)
    {
        var result = new Photo(photo.Width, photo.Height, [.. photo.Rgb]);
        DrawOnto(result, boxes, classNames);
        return result;
    }

    /// <summary>Draws labelled boxes.</summary>
    public static Photo Draw(Photo photo, IReadOnlyList<LabelledBox> boxes, IReadOnlyList<string> classNames)
    {
        var result = new Photo(photo.Width, photo.Height, [.. photo.Rgb]);
        foreach (LabelledBox box in boxes)
            Box(result, box.X, box.Y, box.Width, box.Height, box.ClassId, Name(classNames, box.ClassId), null);
        return result;
    }

    /// <summary>Draws found boxes into the photo itself, which may be too large to have twice.</summary>
    internal static void DrawOnto(Photo result, IReadOnlyList<DetectedBox> boxes, IReadOnlyList<string> classNames, FontSet? fonts = null)
    {
        // Objects of one class that touch are told apart by the colours of their masks.
        for (int i = boxes.Count - 1; i >= 0; i--)
        {
            if (boxes[i].Mask is { } mask)
                Pixels.Tint(result, mask, Pixels.Color(i));
        }

        for (int i = boxes.Count - 1; i >= 0; i--)
        {
            DetectedBox box = boxes[i];
            string text = Text(box, classNames);
            if (box.Oriented is { } oriented)
                Oriented(result, oriented, box.ClassId, text, fonts);
            else
                Box(result, box.X, box.Y, box.Width, box.Height, box.ClassId, text, fonts);
            PoseDrawer.Draw(result, box);
        }
    }

    /// <summary>Writes the classes of a whole photo into its upper left corner, the most likely first.</summary>
    internal static void DrawClasses(Photo result, IReadOnlyList<DetectedBox> classes, IReadOnlyList<string> classNames, FontSet? fonts = null)
    {
        int top = 0;
        foreach (DetectedBox one in classes)
        {
            if (TextMask.Of(Text(one, classNames), Pixels.TextSize(result), fonts ?? FontSet.OfMachine) is not { } mask || top + mask.Height > result.Height)
                return;
            // Text stands above its edge.
            top = Pixels.Text(result, Text(one, classNames), 0, top + mask.Height, Pixels.Color(one.ClassId), fonts);
        }
    }

    private static string Text(DetectedBox box, IReadOnlyList<string> classNames)
        => $"{Name(classNames, box.ClassId)} {box.Score.ToString("0.00", CultureInfo.InvariantCulture)}";

    private static string Name(IReadOnlyList<string> names, int id)
        => TextMask.Beginning(id < names.Count ? names[id] : id.ToString(CultureInfo.InvariantCulture), 24);

    private static void Box(Photo photo, float x, float y, float width, float height, int classId, string text, FontSet? fonts)
    {
        (byte, byte, byte) color = Pixels.Color(classId);
        int line = Pixels.LineWidth(photo);
        int left = (int)MathF.Round(x);
        int top = (int)MathF.Round(y);
        int right = (int)MathF.Round(x + width);
        int bottom = (int)MathF.Round(y + height);
        Pixels.Fill(photo, left, top, right, top + line, color);
        Pixels.Fill(photo, left, bottom - line, right, bottom, color);
        Pixels.Fill(photo, left, top, left + line, bottom, color);
        Pixels.Fill(photo, right - line, top, right, bottom, color);
        Pixels.Text(photo, text, left, top, color, fonts);
    }

    private static void Oriented(Photo photo, OrientedBox box, int classId, string text, FontSet? fonts)
    {
        (byte, byte, byte) color = Pixels.Color(classId);
        (double X, double Y)[] corners = box.Corners();
        for (int i = 0; i < 4; i++)
            Pixels.Line(photo, corners[i], corners[(i + 1) % 4], color);
        (double X, double Y) upper = corners.MinBy(c => c.Y);
        Pixels.Text(photo, text, (int)Math.Clamp(upper.X, 0, photo.Width), (int)Math.Clamp(upper.Y, 0, photo.Height), color, fonts);
    }
}
