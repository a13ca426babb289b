namespace YoloGen.Vision;

/// <summary>
/// Average precision, precision, recall, F1 and confusion over a set of photos. Within a photo, best score first, a found box takes the
/// label of its class that it overlaps most (the first of equals); it is a true positive at an IoU threshold if the overlap reaches it and
/// no better box took that label there (the matching of Pascal VOC and Ultralytics). Equal scores keep the order in which they came.
/// </summary>
public sealed class Evaluator
{
    private const int Thresholds = 10;

    private sealed record Hit(float Score, int TruePositives);

    private readonly List<Hit>[] _hits;
    private readonly int[] _labels;
    private readonly AveragePrecisionMethod _method;
    private readonly ConfusionMatrix _confusion;
    private int _images;

    /// <summary>Starts an evaluation.</summary>
    /// <param name="classes">Number of classes, at least 1.</param>
    /// <param name="method">How areas are taken.</param>
    public Evaluator(int classes, AveragePrecisionMethod method = AveragePrecisionMethod.Ultralytics)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(classes, 1);
        _method = method;
        _hits = [.. Enumerable.Range(0, classes).Select(_ => new List<Hit>())];
        _labels = new int[classes];
        _confusion = new ConfusionMatrix(classes);
    }

    /// <summary>Evaluates a whole set.</summary>
    public static EvaluationResult Evaluate(IEnumerable<EvaluationImage> images, int classes, AveragePrecisionMethod method = AveragePrecisionMethod.Ultralytics)
    {
        var evaluator = new Evaluator(classes, method);
        foreach (EvaluationImage image in images)
            evaluator.Add(image);
        return evaluator.Result();
    }

    /// <summary>Adds a photo.</summary>
    /// <exception cref="ArgumentException">A class is out of range, or a score or box is not a number.</exception>
    public void Add(EvaluationImage image) => Add(image, (i, j) => BoxOverlap.Iou(image.Found[i], image.Labels[j]));

    /// <summary>Adds a photo whose objects are compared otherwise than by their boxes: the overlap of found object i and label j, 0 to 1.</summary>
    internal void Add(EvaluationImage image, Func<int, int, double> overlap)
    {
        bool valid = image.Found.All(b => (uint)b.ClassId < (uint)_labels.Length && float.IsFinite(b.Score + b.X + b.Y + b.Width + b.Height))
            && image.Labels.All(b => (uint)b.ClassId < (uint)_labels.Length && float.IsFinite(b.X + b.Y + b.Width + b.Height));
        if (!valid)
            throw new ArgumentException("a class is out of range, or a score or box is not finite", nameof(image));
        _images++;
        foreach (LabelledBox label in image.Labels)
            _labels[label.ClassId]++;
        int[] taken = new int[image.Labels.Count * Thresholds];
        foreach (int i in Enumerable.Range(0, image.Found.Count).OrderByDescending(i => image.Found[i].Score))
            _hits[image.Found[i].ClassId].Add(new Hit(image.Found[i].Score, Match(image.Found[i].ClassId, image.Labels, j => overlap(i, j), taken)));
        _confusion.Add(image);
    }

    /// <summary>The metrics of everything added so far.</summary>
    public EvaluationResult Result()
    {
        ClassMetrics[] classes = [.. Enumerable.Range(0, _labels.Length).Select(Class)];
        ClassMetrics[] labelled = [.. classes.Where(c => c.Labels > 0)];
        var mean = new ThresholdMetrics[101];
        for (int i = 0; i < mean.Length; i++)
        {
            mean[i] = labelled.Length == 0
                ? new ThresholdMetrics(i / 100.0, 0, 0, 0)
                : new ThresholdMetrics(i / 100.0, labelled.Average(c => c.ByThreshold[i].Precision), labelled.Average(c => c.ByThreshold[i].Recall), labelled.Average(c => c.ByThreshold[i].F1));
        }
        return new EvaluationResult(_images, classes, mean, _confusion);
    }

    /// <summary>Bit t is set where the box is a true positive at IoU 0.5 + 0.05 t.</summary>
    private static int Match(int classId, IReadOnlyList<LabelledBox> labels, Func<int, double> overlapWith, int[] taken)
    {
        int best = -1;
        double iou = 0;
        for (int j = 0; j < labels.Count; j++)
        {
            if (labels[j].ClassId != classId)
                continue;
            double overlap = overlapWith(j);
            if (overlap > iou)
                (iou, best) = (overlap, j);
        }
        int bits = 0;
        for (int t = 0; t < Thresholds && best >= 0 && iou >= Threshold(t); t++)
        {
            if (taken[best * Thresholds + t]++ == 0)
                bits |= 1 << t;
        }
        return bits;
    }

    private static double Threshold(int index) => (50 + 5 * index) / 100.0;

    private ClassMetrics Class(int classId)
    {
        Hit[] hits = [.. _hits[classId].OrderByDescending(h => h.Score)];
        int labels = _labels[classId];
        double[] averages = new double[Thresholds];
        double[] recall = new double[hits.Length];
        double[] precision = new double[hits.Length];
        double[] recall50 = [];
        double[] precision50 = [];
        for (int t = 0; t < Thresholds; t++)
        {
            int positives = 0;
            for (int i = 0; i < hits.Length; i++)
            {
                positives += (hits[i].TruePositives >> t) & 1;
                recall[i] = labels == 0 ? 0 : (double)positives / labels;
                precision[i] = (double)positives / (i + 1);
            }
            averages[t] = labels == 0 ? double.NaN : AveragePrecision.Of(recall, precision, _method);
            if (t == 0)
                (recall50, precision50) = ([.. recall], [.. precision]);
        }
        return new ClassMetrics(classId, labels, hits.Length, averages, recall50, precision50, ByThreshold(hits, recall50, precision50));
    }

    private static ThresholdMetrics[] ByThreshold(Hit[] hits, double[] recall, double[] precision)
    {
        var metrics = new ThresholdMetrics[101];
        int count = hits.Length;
        for (int i = 100; i >= 0; i--)
            metrics[i] = At(i / 100.0);
        return metrics;

        ThresholdMetrics At(double threshold)
        {
            int kept = 0;
            int above = count;
            while (kept < above)
            {
                int middle = (kept + above) / 2;
                if (hits[middle].Score >= (float)threshold)
                    kept = middle + 1;
                else
                    above = middle;
            }
            double p = kept == 0 ? 1 : precision[kept - 1];
            double r = kept == 0 ? 0 : recall[kept - 1];
            return new ThresholdMetrics(threshold, p, r, p + r == 0 ? 0 : 2 * p * r / (p + r));
        }
    }
}
