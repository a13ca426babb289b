using System.Text;
using YoloGen.Onnx.Files;
using YoloGen.Tool.Console;
using YoloGen.Vision;

namespace YoloGen.Tool.Reports;

/// <summary>The forms in which what was found is written.</summary>
internal sealed class DetectionFiles
{
    /// <summary>Folder of the YOLO labels, one file a photo.</summary>
    private const string Labels = "labels";

    private static readonly (string Form, string File)[] Whole = [("json", "detections.json"), ("coco", "coco.json"), ("csv", "detections.csv")];

    private readonly string[] _forms;
    private readonly bool _scores;

    /// <param name="forms">Names separated by commas.</param>
    /// <param name="scores">Whether YOLO labels have scores.</param>
    /// <exception cref="UsageException">One is none of the forms.</exception>
    public DetectionFiles(string forms, bool scores)
    {
        _scores = scores;
        _forms = forms.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (_forms.Length == 0 || Array.Find(_forms, f => f != "yolo" && Whole.All(w => w.Form != f)) is not null)
        {
            throw new UsageException($"--format takes json, yolo, coco and csv, separated by commas, not '{forms}'");
        }
    }

    /// <summary>Names of the files for some photos, below the output folder.</summary>
    public IEnumerable<string> Names(IEnumerable<string> photos) => [.. Whole.Where(w => _forms.Contains(w.Form)).Select(w => w.File), .. _forms.Contains("yolo") ? photos.Select(LabelFile) : []];

    /// <summary>Writes all of them.</summary>
    /// <returns>Their paths; the folder for labels.</returns>
    public IReadOnlyList<string> Write(string folder, string model, IReadOnlyList<PhotoDetections> found, IReadOnlyList<string> classes)
    {
        var written = new List<string>();
        foreach ((string form, string file) in Whole.Where(w => _forms.Contains(w.Form)))
        {
            string path = Path.Combine(folder, file);
            OutputFile.Write(path, form switch
            {
                "coco" => DetectionsCoco.Format(found, classes),
                "csv" => Encoding.UTF8.GetBytes(DetectionsCsv.Format(found, classes)),
                _ => DetectionsJson.Format(model, found, classes),
            });
            written.Add(path);
        }

        if (_forms.Contains("yolo"))
        {
            string labels = Path.Combine(folder, Labels);
            Directory.CreateDirectory(labels);
            foreach (PhotoDetections photo in found)
            {
                OutputFile.Write(Path.Combine(folder, LabelFile(photo.File)), DetectionsYolo.Format(photo, classes, _scores));
            }

            written.Add(labels);
        }

        return written;
    }

    private static string LabelFile(string photo) => Path.Combine(Labels, Path.GetFileNameWithoutExtension(photo) + ".txt");
}
