using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Onnx.Files;
using YoloGen.Training.Data;
using YoloGen.Training.Plots;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>A place where a network and a label disagree.</summary>
/// <param name="Photo">Position of the photo.</param>
/// <param name="Kind">What it looks like: "unlabelled", "class", "loose" or "missed".</param>
/// <param name="Score">How sure the network is; for a missed object, how sure it is that nothing is there.</param>
/// <param name="X">Left edge of the box in question, in pixels of the photo.</param>
/// <param name="Y">Top edge.</param>
/// <param name="Width">Width.</param>
/// <param name="Height">Height.</param>
internal readonly record struct LabelSuspect(int Photo, string Kind, double Score, float X, float Y, float Width, float Height);

/// <summary>
/// Labels that a network which was not trained on them contradicts: sure boxes where nothing is labelled, of another class, or well beside
/// the label, and labels where it finds nothing at all. Suspects are for people to look at; nothing is changed.
/// </summary>
internal static class LabelSuspects
{
    private const string ListFile = "suspects.csv";

    private const double SureScore = 0.5, SameObject = 0.3, GoodOverlap = 0.5, FaintScore = 0.05;

    /// <summary>The suspects of all photos, the surest first.</summary>
    public static List<LabelSuspect> Find(IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<DetectedBox[]> found)
    {
        var suspects = new List<LabelSuspect>();
        for (int i = 0; i < photos.Count; i++)
            suspects.AddRange(OfPhoto(i, NetworkEvaluator.Labels(photos[i]), found[i]));
        return [.. suspects.OrderByDescending(s => s.Score).ThenBy(s => s.Photo)];
    }

    /// <summary>Refuses a folder in which the list could not be written, before photos are evaluated for it.</summary>
    /// <exception cref="YoloGenException">YG0003.</exception>
    public static void Check(string folder) => OutputFile.CheckFolder(folder, [ListFile]);

    /// <summary>suspects.csv, and a picture of each of the first photos beside its labels.</summary>
    public static void Write(string folder, IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<DetectedBox[]> found, IReadOnlyList<string> names, int pictures)
    {
        Check(folder);
        Directory.CreateDirectory(folder);
        List<LabelSuspect> suspects = Find(photos, found);
        OutputFile.Write(Path.Combine(folder, ListFile), string.Concat(suspects.Select(s => string.Create(CultureInfo.InvariantCulture,
            $"{Path.GetFileName(photos[s.Photo].File)},{s.Kind},{s.Score:F3},{s.X:F1},{s.Y:F1},{s.Width:F1},{s.Height:F1}\n")).Prepend("photo,kind,score,x,y,width,height\n")));
        int number = 0;
        foreach (int index in suspects.Select(s => s.Photo).Distinct().Take(pictures))
        {
            LabelledPhoto photo = photos[index];
            var pixels = new Photo(photo.Width, photo.Height, photo.Pixels);
            var drawing = new PhotoSheet(2 * photo.Width + 4, photo.Height);
            drawing.Paste(BoxDrawer.Draw(pixels, NetworkEvaluator.Labels(photo), names), 0, 0);
            drawing.Paste(BoxDrawer.Draw(pixels, [.. found[index].Where(b => b.Score >= SureScore)], names), photo.Width + 4, 0);
            drawing.Save(Path.Combine(folder, string.Create(CultureInfo.InvariantCulture, $"{number++:D3}_{Path.GetFileNameWithoutExtension(photo.File)}.jpg")));
        }
    }

    private static IEnumerable<LabelSuspect> OfPhoto(int photo, LabelledBox[] labels, DetectedBox[] found)
    {
        foreach (DetectedBox box in found.Where(b => b.Score >= SureScore))
        {
            LabelledBox nearest = labels.Length == 0 ? default : labels.MaxBy(l => Iou(box, l));
            double overlap = labels.Length == 0 ? 0 : Iou(box, nearest);
            string? kind = overlap < SameObject ? "unlabelled" : nearest.ClassId != box.ClassId ? "class" : overlap < GoodOverlap ? "loose" : null;
            // The network's other class may be there too, surer and in agreement with the label.
            if (kind == "class" && found.Any(b => b.ClassId == nearest.ClassId && b.Score >= box.Score && Iou(b, nearest) >= SameObject))
                continue;
            if (kind is not null)
                yield return new LabelSuspect(photo, kind, box.Score, box.X, box.Y, box.Width, box.Height);
        }
        foreach (LabelledBox label in labels)
        {
            double best = found.Where(b => Iou(b, label) >= SameObject).Select(b => (double)b.Score).DefaultIfEmpty(0).Max();
            if (best < FaintScore)
                yield return new LabelSuspect(photo, "missed", 1 - best, label.X, label.Y, label.Width, label.Height);
        }
    }

    private static double Iou(DetectedBox a, LabelledBox b)
    {
        double width = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X), height = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        double overlap = Math.Max(0, width) * Math.Max(0, height);
        return overlap / ((double)a.Width * a.Height + (double)b.Width * b.Height - overlap + 1e-9);
    }
}
