using System.Globalization;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>YOLO label files: a line a box, "class x_center y_center width height", relative to the photo; or "class x1 y1 x2 y2 ..." outlines.</summary>
internal static class YoloLabels
{
    /// <summary>Corners may stick out of the photo by this share (rounding of converters); they are clipped.</summary>
    public const float Tolerance = 0.01f;

    /// <summary>Broken lines of a file after which the rest of it is not read: a file with more is no label file, and each takes a message.</summary>
    internal const int MaxProblems = 1000;

    /// <summary>Characters of a line: an outline has thousands of points at most.</summary>
    private const int MaxLine = 1 << 20;

    /// <summary>Parses the text of a label file. Bad lines become problems, good ones boxes; exact repetitions count once.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="file">Path for messages.</param>
    /// <param name="problems">Where bad lines are reported.</param>
    public static IReadOnlyList<RelativeBox> Parse(string text, int classes, string file, ICollection<Diagnostic> problems)
    {
        var boxes = new List<RelativeBox>();
        var seen = new HashSet<RelativeBox>();
        int number = 0, found = problems.Count;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            if (problems.Count - found >= MaxProblems)
            {
                problems.Add(TooMany(file, number));
                break;
            }
            ReadOnlySpan<char> line = raw.Trim();
            if (line.Length == 0)
                continue;
            RelativeBox box = default;
            string? problem = line.Length > MaxLine ? $"a line of {line.Length} characters, where up to {MaxLine} are read" : TryBox(line.ToString(), classes, out box);
            if (problem is null && !seen.Add(box))
                problem = "the same box stands there twice";
            if (problem is null)
                boxes.Add(box);
            else
                problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, problem, file, Line: number));
        }
        return boxes;
    }

    internal static Diagnostic TooMany(string file, int line) => new(DiagnosticCodes.BadLabel, $"more than {MaxProblems} of its boxes are broken; the rest of the file is not read", file, Line: line);

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

    internal static string Short(string text, int most = 20) => text.Length <= most ? text : text[..most] + "...";
}
