using System.Globalization;
using System.Text;

namespace YoloGen.Vision;

/// <summary>
/// What was found in a photo as YOLO labels, a line each, numbers as shares of the photo: class and box (centre, size), class and polygon where
/// there are masks or angles, points behind the box. Classes of a photo are lines of score and name, as Ultralytics writes them.
/// </summary>
internal static class DetectionsYolo
{
    /// <summary>The text of the photo's file.</summary>
    /// <param name="photo">What was found.</param>
    /// <param name="classNames">Names, for classes of photos.</param>
    /// <param name="scores">Whether the score stands at the end of each line; labels for training have none.</param>
    public static string Format(PhotoDetections photo, IReadOnlyList<string> classNames, bool scores)
    {
        var text = new StringBuilder();
        foreach (DetectedBox box in photo.Boxes)
        {
            if (photo.Classified)
            {
                text.Append(CultureInfo.InvariantCulture, $"{box.Score:0.######} {Line(box.ClassId < classNames.Count ? classNames[box.ClassId] : "")}\n");
                continue;
            }

            List<double> numbers = Numbers(box, photo.Width, photo.Height);
            if (numbers.Count == 0)
            {
                continue;
            }

            text.Append(CultureInfo.InvariantCulture, $"{box.ClassId} ").AppendJoin(' ', numbers.Select(n => n.ToString("0.######", CultureInfo.InvariantCulture)));
            text.Append(scores ? string.Create(CultureInfo.InvariantCulture, $" {box.Score:0.######}\n") : "\n");
        }

        return text.ToString();
    }

    private static List<double> Numbers(DetectedBox box, int width, int height)
    {
        if (box.Oriented is { } oriented)
        {
            return [.. oriented.Corners().SelectMany(c => new[] { c.X / width, c.Y / height })];
        }

        if (box.Mask is { } mask)
        {
            return [.. MaskOutline.Of(mask).SelectMany(c => new[] { c.X / width, c.Y / height })];
        }

        double x = (box.X + box.Width / 2.0) / width, y = (box.Y + box.Height / 2.0) / height;
        return [x, y, (double)box.Width / width, (double)box.Height / height, .. (box.Keypoints ?? []).SelectMany(p => new[] { (double)p.X / width, (double)p.Y / height, p.Visibility })];
    }

    private static string Line(string name) => new([.. name.Select(c => char.IsControl(c) ? '?' : c)]);
}
