using System.Globalization;
using YoloGen.Training.Data;
using YoloGen.Training.Evaluation;
using YoloGen.Training.Optimization;
using YoloGen.Vision;

namespace YoloGen.Training.Plots;

/// <summary>The pictures of a finished run, under the names that users of Ultralytics know.</summary>
internal static class RunPlots
{
    private const int PhotosShown = 16, Tile = 320;

    private const string ResultsFile = "results.png", Precision = "PR_curve.png", F1 = "F1_curve.png", Confusion = "confusion_matrix.png", ConfusionShares = "confusion_matrix_normalized.png",
        Predicted = "val_batch0_pred.jpg", Labelled = "val_batch0_labels.jpg";

    /// <summary>Names of the pictures of an evaluation.</summary>
    public static IReadOnlyList<string> EvaluationFiles { get; } = [Precision, F1, Confusion, ConfusionShares, Predicted, Labelled];

    /// <summary>Names of all pictures of a run.</summary>
    public static IReadOnlyList<string> Files { get; } = [ResultsFile, .. EvaluationFiles];

    /// <summary>Losses and scores by epoch: results.png.</summary>
    public static void Results(RunFolder folder)
    {
        string file = Path.Combine(folder.Root, "results.csv");
        if (!File.Exists(file))
            return;
        string[][] rows = [.. File.ReadLines(file).Skip(1).Select(l => l.Split(',')).Where(r => r.Length > 9)];
        Curve Column(string name, int index) => new(name, [.. rows.Where(r => r[index].Length > 0)
            .Select(r => (double.Parse(r[0], CultureInfo.InvariantCulture), double.Parse(r[index], CultureInfo.InvariantCulture)))]);
        var drawing = new Drawing(1200, 640);
        LineChart.Draw(drawing, 0, 0, 400, 320, "train/box_loss", [Column("box", 2)]);
        LineChart.Draw(drawing, 400, 0, 400, 320, "train/obj_loss", [Column("object", 3)]);
        LineChart.Draw(drawing, 800, 0, 400, 320, "train/cls_loss", [Column("class", 4)]);
        LineChart.Draw(drawing, 0, 320, 400, 320, "metrics", [Column("precision", 5), Column("recall", 6)], (0, 1));
        LineChart.Draw(drawing, 400, 320, 400, 320, "metrics", [Column("mAP50", 7), Column("mAP50-95", 8)], (0, 1));
        LineChart.Draw(drawing, 800, 320, 400, 320, "learning rate", [Column("rate", 9)]);
        drawing.Save(Path.Combine(folder.Root, ResultsFile));
    }

    /// <summary>PR_curve.png, F1_curve.png, confusion_matrix.png and confusion_matrix_normalized.png of an evaluation.</summary>
    public static void Evaluation(string folder, EvaluationResult result, IReadOnlyList<string> names)
    {
        var precision = new Drawing(700, 500);
        LineChart.Draw(precision, 0, 0, 700, 500, "precision over recall, IoU 0.5",
            [.. result.Classes.Where(c => c.Labels > 0).Select(c => new Curve(names[c.ClassId], [.. c.Recall.Zip(c.Precision)]))], (0, 1));
        precision.Save(Path.Combine(folder, Precision));
        var f1 = new Drawing(700, 500);
        LineChart.Draw(f1, 0, 0, 700, 500, "F1 over score",
            [.. result.Classes.Where(c => c.Labels > 0).Select(c => new Curve(names[c.ClassId], [.. c.ByThreshold.Select(t => (t.Threshold, t.F1))]))], (0, 1));
        f1.Save(Path.Combine(folder, F1));
        ConfusionPlot.Counts(result.Confusion, names).Save(Path.Combine(folder, Confusion));
        ConfusionPlot.Shares(result.Confusion, names).Save(Path.Combine(folder, ConfusionShares));
    }

    /// <summary>The first photos with what the network finds: val_batch0_pred.jpg, and with their labels: val_batch0_labels.jpg.</summary>
    public static void Photos(string folder, IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<DetectedBox[]> found, IReadOnlyList<string> names)
    {
        int columns = 4, count = Math.Min(PhotosShown, Math.Min(photos.Count, found.Count)), rows = (count + columns - 1) / columns;
        if (count == 0)
            return;
        var predicted = new Drawing(columns * Tile, rows * Tile);
        var labelled = new Drawing(columns * Tile, rows * Tile);
        for (int i = 0; i < count; i++)
        {
            var photo = new Photo(photos[i].Width, photos[i].Height, photos[i].Pixels);
            int left = i % columns * Tile, top = i / columns * Tile;
            predicted.Paste(PhotoResizer.Letterbox(BoxDrawer.Draw(photo, found[i], names), Tile, Tile), left, top);
            labelled.Paste(PhotoResizer.Letterbox(BoxDrawer.Draw(photo, NetworkEvaluator.Labels(photos[i]), names), Tile, Tile), left, top);
        }
        predicted.Save(Path.Combine(folder, Predicted));
        labelled.Save(Path.Combine(folder, Labelled));
    }
}
