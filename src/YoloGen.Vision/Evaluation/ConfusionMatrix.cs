namespace YoloGen.Vision;

/// <summary>
/// Counts of found class against labelled class; the last row and column stand for the background (found without a label, labelled but
/// not found). Boxes need a score above 0.25 and an IoU above 0.45, whatever their class; each found box takes the label it overlaps most,
/// each label the box that overlaps it most (as Ultralytics).
/// </summary>
public sealed class ConfusionMatrix
{
    /// <summary>Boxes need a score above this.</summary>
    public const double ScoreThreshold = 0.25;

    /// <summary>Boxes match labels above this IoU.</summary>
    public const double IouThreshold = 0.45;

    private readonly int[] _counts;

    internal ConfusionMatrix(int classes)
    {
        Classes = classes;
        _counts = new int[(classes + 1) * (classes + 1)];
    }

    /// <summary>Number of classes, the background not counted.</summary>
    public int Classes { get; }

    /// <summary>Count for a found class and a labelled class; <see cref="Classes"/> is the background.</summary>
    public int this[int found, int labelled]
    {
        get => _counts[found * (Classes + 1) + labelled];
        private set => _counts[found * (Classes + 1) + labelled] = value;
    }

    internal void Add(EvaluationImage image)
    {
        DetectedBox[] found = [.. image.Found.Where(b => b.Score > ScoreThreshold)];
        IReadOnlyList<LabelledBox> labels = image.Labels;
        int[] best = new int[labels.Count];
        double[] bestIou = new double[labels.Count];
        Array.Fill(best, -1);
        for (int i = 0; i < found.Length; i++)
        {
            int label = -1;
            double iou = IouThreshold;
            for (int j = 0; j < labels.Count; j++)
            {
                double overlap = BoxOverlap.Iou(found[i], labels[j]);
                if (overlap > iou)
                    (iou, label) = (overlap, j);
            }
            if (label >= 0 && iou > bestIou[label])
                (best[label], bestIou[label]) = (i, iou);
        }
        for (int j = 0; j < labels.Count; j++)
            this[best[j] < 0 ? Classes : found[best[j]].ClassId, labels[j].ClassId]++;
        for (int i = 0; i < found.Length; i++)
        {
            if (!best.Contains(i))
                this[found[i].ClassId, Classes]++;
        }
    }
}
