using System.Globalization;
using YoloGen.Diagnostics;
using YoloGen.Training.Data;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>What an evaluation of a task found: average precisions, or shares of photos whose class is among the first.</summary>
/// <param name="Photos">Number of photos.</param>
/// <param name="Scores">For poses, masks and boxes with an angle.</param>
/// <param name="Top1">Share of photos whose likeliest class is the right one.</param>
/// <param name="Top5">Share of photos whose class is among the five likeliest.</param>
internal sealed record TaskResult(int Photos, IReadOnlyList<TaskScore> Scores, double? Top1, double? Top5);

/// <summary>Evaluates models whose task is more than boxes on photos that are labelled for it.</summary>
internal static class TaskValidation
{
    private const int Likeliest = 5;

    /// <summary>Evaluates a model of a task.</summary>
    /// <param name="detector">The model.</param>
    /// <param name="source">data.yaml or a folder; for a classifier a folder with a folder of photos for each class, in "val" or "test" or not.</param>
    /// <param name="split">train, val or test.</param>
    /// <param name="problems">Gets what was wrong and left out.</param>
    public static TaskResult Run(IPhotoDetector detector, string source, string split, ICollection<Diagnostic> problems)
        => detector.Task == "classify" ? Classify(detector, source, split, problems) : Objects(detector, source, split, problems);

    private static TaskResult Objects(IPhotoDetector detector, string source, string split, ICollection<Diagnostic> problems)
    {
        // The reader of boxes finds the photos; labels of other tasks are read here.
        DataSet set = DataSetReader.Read(source, split);
        ClassMap map = ClassMap.Find(detector.ClassNames, set.ClassNames, null);
        var evaluator = new TaskEvaluator(detector.Task, set.ClassNames.Count);
        int photos = 0;
        foreach (Sample sample in set.Samples)
        {
            if (Read(sample.PhotoPath, problems) is not { } photo)
            {
                continue;
            }

            IReadOnlyList<TaskLabel> labels = sample.LabelPath is { } path
                ? TaskLabels.Parse(DataSetReader.ReadText(path), detector.Task, set.ClassNames.Count, detector.Keypoints, (photo.Width, photo.Height), path, problems)
                : [];
            evaluator.Add(map.Apply(detector.Detect(photo)), labels, (photo.Width, photo.Height));
            photos++;
        }

        return new TaskResult(photos, evaluator.Result(), null, null);
    }

    private static TaskResult Classify(IPhotoDetector detector, string source, string split, ICollection<Diagnostic> problems)
    {
        string folder = Directory.Exists(Path.Combine(source, split)) ? Path.Combine(source, split) : source;
        string[] folders = Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Order(StringComparer.Ordinal)] : [];
        if (folders.Length == 0)
        {
            throw new YoloGenException(DiagnosticCodes.BadDataSet, "a classifier is evaluated on a folder that holds a folder of photos for each class, named as the class", source);
        }

        int[] classes = [.. folders.Select(f => ClassMap.IndexOf(detector.ClassNames, Path.GetFileName(f)))];
        if (Array.FindIndex(classes, c => c < 0) is >= 0 and var unknown)
        {
            throw new YoloGenException(DiagnosticCodes.BadDataSet, $"the model has no class '{Path.GetFileName(folders[unknown])}'; folders are named as its classes", folders[unknown]);
        }

        int photos = 0, first = 0, among = 0;
        for (int i = 0; i < folders.Length; i++)
        {
            foreach (string file in Directory.EnumerateFiles(folders[i]).Where(PhotoReader.IsPhotoName).Order(StringComparer.Ordinal))
            {
                if (Read(file, problems) is not { } photo)
                {
                    continue;
                }

                DetectedBox[] best = detector.Detect(photo);
                photos++;
                first += best.Length > 0 && best[0].ClassId == classes[i] ? 1 : 0;
                among += best.Take(Likeliest).Any(b => b.ClassId == classes[i]) ? 1 : 0;
            }
        }

        return photos > 0
            ? new TaskResult(photos, [], (double)first / photos, (double)among / photos)
            : throw new YoloGenException(DiagnosticCodes.BadDataSet, "the folders hold no photo that can be decoded", source);
    }

    /// <summary>Prints what was found.</summary>
    public static void Print(TaskResult result)
    {
        foreach (TaskScore score in result.Scores)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{score.Name,-40} photos {result.Photos,6}  mAP50 {score.Result.Map50:F4}  mAP50-95 {score.Result.Map50To95:F4}"));
        }

        if (result.Top1 is { } top)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"classes",-40} photos {result.Photos,6}  top-1 {top:F4}  top-5 {result.Top5:F4}"));
        }
    }

    private static Photo? Read(string path, ICollection<Diagnostic> problems)
    {
        try
        {
            return PhotoReader.Read(path);
        }
        catch (YoloGenException exception)
        {
            foreach (Diagnostic problem in exception.Diagnostics)
            {
                problems.Add(problem);
            }

            return null;
        }
    }
}
