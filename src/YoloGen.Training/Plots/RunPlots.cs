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
        var sheet = new PhotoSheet(1200, 640);
        void Chart(int column, int row, string title, (double, double)? range, params Curve[] curves) => sheet.Paste(LineChart.Draw(title, curves, range, 400, 320), column * 400, row * 320);
        Chart(0, 0, "train/box_loss", null, Column("box", 2));
        Chart(1, 0, "train/obj_loss", null, Column("object", 3));
        Chart(2, 0, "train/cls_loss", null, Column("class", 4));
        Chart(0, 1, "metrics", (0, 1), Column("precision", 5), Column("recall", 6));
        Chart(1, 1, "metrics", (0, 1), Column("mAP50", 7), Column("mAP50-95", 8));
        Chart(2, 1, "learning rate", null, Column("rate", 9));
        sheet.Save(Path.Combine(folder.Root, ResultsFile));
    }

    /// <summary>PR_curve.png, F1_curve.png, confusion_matrix.png and confusion_matrix_normalized.png of an evaluation.</summary>
    public static void Evaluation(string folder, EvaluationResult result, IReadOnlyList<string> names)
    {
        Curve[] Of(Func<ClassMetrics, IEnumerable<(double, double)>> points) => [.. result.Classes.Where(c => c.Labels > 0).Select(c => new Curve(names[c.ClassId], [.. points(c)]))];
        PhotoWriter.Write(LineChart.Draw("precision over recall, IoU 0.5", Of(c => c.Recall.Zip(c.Precision)), (0, 1), 700, 500), Path.Combine(folder, Precision));
        PhotoWriter.Write(LineChart.Draw("F1 over score", Of(c => c.ByThreshold.Select(t => (t.Threshold, t.F1))), (0, 1), 700, 500), Path.Combine(folder, F1));
        PhotoWriter.Write(ConfusionPlot.Counts(result.Confusion, names), Path.Combine(folder, Confusion));
        PhotoWriter.Write(ConfusionPlot.Shares(result.Confusion, names), Path.Combine(folder, ConfusionShares));
    }

    /// <summary>The first photos with what the network finds: val_batch0_pred.jpg, and with their labels: val_batch0_labels.jpg.</summary>
    public static void Photos(string folder, IReadOnlyList<LabelledPhoto> photos, IReadOnlyList<DetectedBox[]> found, IReadOnlyList<string> names)
    {
        int columns = 4, count = Math.Min(PhotosShown, Math.Min(photos.Count, found.Count)), rows = (count + columns - 1) / columns;
        if (count == 0)
            return;
        var predicted = new PhotoSheet(columns * Tile, rows * Tile);
        var labelled = new PhotoSheet(columns * Tile, rows * Tile);
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
