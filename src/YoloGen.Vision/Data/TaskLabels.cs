using System.Globalization;
using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>A labelled object in photo pixels, with what its task labels beside the box.</summary>
/// <param name="Box">The upright box around it.</param>
internal sealed record TaskLabel(LabelledBox Box)
{
    /// <summary>Its points; a visibility of 0 means that the point is not labelled.</summary>
    public IReadOnlyList<DetectedPoint>? Keypoints { get; init; }

    /// <summary>Its outline.</summary>
    public IReadOnlyList<(double X, double Y)>? Outline { get; init; }

    /// <summary>Its box with an angle.</summary>
    public OrientedBox? Oriented { get; init; }
}

/// <summary>
/// YOLO label files of the other tasks, relative to the photo: "class x_center y_center width height" and the points (pose), "class x1 y1 x2 y2 ..."
/// (segment), "class" and four corners (obb). Formats: Ultralytics.
/// </summary>
internal static class TaskLabels
{
    /// <summary>Parses the text of a label file. Bad lines become problems.</summary>
    /// <param name="text">The file's text.</param>
    /// <param name="task">pose, segment or obb.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="keypoints">Points of each object.</param>
    /// <param name="photo">Width and height of the photo.</param>
    /// <param name="file">Path for messages.</param>
    /// <param name="problems">Where bad lines are reported.</param>
    public static IReadOnlyList<TaskLabel> Parse(string text, string task, int classes, int keypoints, (int Width, int Height) photo, string file, ICollection<Diagnostic> problems)
    {
        var labels = new List<TaskLabel>();
        int number = 0, found = problems.Count;
        foreach (string line in text.Split('\n'))
        {
            number++;
            string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            if (fields.Length == 0)
            {
                continue;
            }

            if (problems.Count - found >= YoloLabels.MaxProblems)
            {
                problems.Add(YoloLabels.TooMany(file, number));
                break;
            }

            var values = new double[fields.Length];
            int bad = Array.FindIndex(fields, f => !double.TryParse(f, NumberStyles.Float, CultureInfo.InvariantCulture, out double v) || !double.IsFinite(v) || Math.Abs(v) > 1e6);
            string? problem = bad >= 0 ? $"'{YoloLabels.Short(fields[bad])}' is no number" : null;
            if (problem is null)
            {
                values = [.. fields.Select(f => double.Parse(f, NumberStyles.Float, CultureInfo.InvariantCulture))];
                problem = values[0] != Math.Floor(values[0]) || values[0] < 0 || values[0] >= classes ? $"class {YoloLabels.Short(fields[0])} is outside 0 to {classes - 1}" : null;
            }

            TaskLabel? label = problem is null ? Read(values, task, keypoints, photo, out problem) : null;
            if (label is not null)
            {
                labels.Add(label);
            }
            else
            {
                problems.Add(new Diagnostic(DiagnosticCodes.BadLabel, problem!, file, Line: number));
            }
        }

        return labels;
    }

    private static TaskLabel? Read(double[] v, string task, int keypoints, (int Width, int Height) photo, out string? problem)
    {
        int classId = (int)v[0];
        problem = null;
        if (task == "pose")
        {
            int width = v.Length == 5 + 3 * keypoints ? 3 : 2;
            if (v.Length != 5 + width * keypoints)
            {
                problem = $"expected class, box and {keypoints} points of 2 or 3 numbers, found {v.Length} fields";
                return null;
            }

            var box = new LabelledBox((float)((v[1] - v[3] / 2) * photo.Width), (float)((v[2] - v[4] / 2) * photo.Height), (float)(v[3] * photo.Width), (float)(v[4] * photo.Height), classId);
            return new TaskLabel(box)
            {
                Keypoints = [.. v[5..].Chunk(width).Select(p => new DetectedPoint((float)(p[0] * photo.Width), (float)(p[1] * photo.Height), width == 3 ? (float)p[2] : p[0] < 0 || p[1] < 0 || (p[0] == 0 && p[1] == 0) ? 0 : 1))],
            };
        }

        bool oriented = task == "obb";
        if (oriented ? v.Length != 9 : v.Length < 7 || v.Length % 2 == 0)
        {
            problem = $"expected class and {(oriented ? "four corners" : "the points of an outline")}, found {v.Length} fields";
            return null;
        }

        (double X, double Y)[] outline = [.. v[1..].Chunk(2).Select(p => (p[0] * photo.Width, p[1] * photo.Height))];
        double left = outline.Min(p => p.X), top = outline.Min(p => p.Y), right = outline.Max(p => p.X), bottom = outline.Max(p => p.Y);
        var around = new LabelledBox((float)left, (float)top, (float)(right - left), (float)(bottom - top), classId);
        if (!(around.Width > 0) || !(around.Height > 0))
        {
            problem = "the outline has no area";
            return null;
        }

        return new TaskLabel(around) { Outline = outline, Oriented = oriented ? Smallest(outline) : null };
    }

    /// <summary>The smallest box along a side of four corners; they are seldom exactly a rectangle's.</summary>
    private static OrientedBox Smallest((double X, double Y)[] corners)
    {
        (double Area, OrientedBox Box) best = (double.PositiveInfinity, default);
        for (int i = 0; i < corners.Length; i++)
        {
            (double dx, double dy) = (corners[(i + 1) % corners.Length].X - corners[i].X, corners[(i + 1) % corners.Length].Y - corners[i].Y);
            double angle = Generated.AngleMath.LineAngle(dy, dx);
            (double sin, double cos) = Generated.AngleMath.SinCos(angle);
            double low = corners.Min(c => c.X * cos + c.Y * sin), high = corners.Max(c => c.X * cos + c.Y * sin);
            double near = corners.Min(c => c.Y * cos - c.X * sin), far = corners.Max(c => c.Y * cos - c.X * sin);
            if ((high - low) * (far - near) < best.Area && (dx != 0 || dy != 0))
            {
                double u = (low + high) / 2, w = (near + far) / 2;
                best = ((high - low) * (far - near), new OrientedBox((float)(u * cos - w * sin), (float)(u * sin + w * cos), (float)(high - low), (float)(far - near), (float)angle));
            }
        }

        return best.Box;
    }
}
