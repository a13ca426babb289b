using System.Globalization;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>YOLO label files: a line a box, "class x_center y_center width height", relative to the photo; or "class x1 y1 x2 y2 ..." outlines.</summary>
internal static class YoloLabels
{
    /// <summary>Corners may stick out of the photo by this share (rounding of converters); they are clipped.</summary>
    public const float Tolerance = 0.01f;

    /// <summary>Parses the text of a label file. Bad lines become problems, good ones boxes; exact repetitions count once.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="file">Path for messages.</param>
    /// <param name="problems">Where bad lines are reported.</param>
    public static IReadOnlyList<RelativeBox> Parse(string text, int classes, string file, ICollection<Diagnostic> problems)
    {
        var boxes = new List<RelativeBox>();
        var seen = new HashSet<RelativeBox>();
        int number = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            string line = raw.Trim().ToString();
            if (line.Length == 0)
                continue;
            string? problem = TryBox(line, classes, out RelativeBox box);
            if (problem is null && !seen.Add(box))
                problem = "the same box stands there twice";
            if (problem is null)
                boxes.Add(box);
            else
                problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, problem, file, Line: number));
        }
        return boxes;
    }

    /// <summary>The text of a label file, six decimals, one line a box.</summary>
    public static string Format(IEnumerable<RelativeBox> boxes)
        => string.Concat(boxes.Select(b => string.Create(CultureInfo.InvariantCulture, $"{b.ClassId} {b.CenterX:F6} {b.CenterY:F6} {b.Width:F6} {b.Height:F6}\n")));

    private static string? TryBox(string line, int classes, out RelativeBox box)
    {
        box = default;
        string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length < 5 || (fields.Length > 5 && (fields.Length < 7 || fields.Length % 2 == 0)))
            return $"expected 'class x_center y_center width height', found {fields.Length} fields";
        if (!float.TryParse(fields[0], NumberStyles.Float, CultureInfo.InvariantCulture, out float classId) || classId != MathF.Floor(classId))
            return $"'{Short(fields[0])}' is no class index";
        if (!(classId >= 0) || classId >= classes)
            return $"class {Short(fields[0])} is outside 0 to {classes - 1}";
        float[] values = new float[fields.Length - 1];
        for (int i = 0; i < values.Length; i++)
        {
            if (!float.TryParse(fields[i + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out values[i]) || !float.IsFinite(values[i]))
                return $"'{Short(fields[i + 1])}' is no number";
        }
        (float left, float top, float right, float bottom) = values.Length == 4
            ? (values[0] - values[2] / 2, values[1] - values[3] / 2, values[0] + values[2] / 2, values[1] + values[3] / 2)
            : Outline(values);
        return Corners((int)classId, left, top, right, bottom, out box);
    }

    /// <summary>Makes a box of relative corners, clipped to the photo; a message where they make none.</summary>
    internal static string? Corners(int classId, float left, float top, float right, float bottom, out RelativeBox box)
    {
        box = default;
        if (!(left >= -Tolerance && top >= -Tolerance && right <= 1 + Tolerance && bottom <= 1 + Tolerance))
            return string.Create(CultureInfo.InvariantCulture, $"the box reaches outside the photo: {left:0.####}, {top:0.####} to {right:0.####}, {bottom:0.####}");
        (left, top, right, bottom) = (Math.Max(left, 0), Math.Max(top, 0), Math.Min(right, 1), Math.Min(bottom, 1));
        if (!(right > left) || !(bottom > top))
            return "the box has no area";
        box = new RelativeBox(classId, (left + right) / 2, (top + bottom) / 2, right - left, bottom - top);
        return null;
    }

    private static (float Left, float Top, float Right, float Bottom) Outline(float[] points)
    {
        (float left, float top, float right, float bottom) = (points[0], points[1], points[0], points[1]);
        for (int i = 2; i < points.Length; i += 2)
        {
            (left, right) = (Math.Min(left, points[i]), Math.Max(right, points[i]));
            (top, bottom) = (Math.Min(top, points[i + 1]), Math.Max(bottom, points[i + 1]));
        }
        return (left, top, right, bottom);
    }

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "...";
}
