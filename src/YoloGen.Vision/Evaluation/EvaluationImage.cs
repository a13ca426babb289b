namespace YoloGen.Vision;

/// <summary>One photo of an evaluation: what was found in it, and what is labelled, both in photo pixels.</summary>
/// <param name="Found">Boxes with scores, any order.</param>
/// <param name="Labels">The truth.</param>
public sealed record EvaluationImage(IReadOnlyList<DetectedBox> Found, IReadOnlyList<LabelledBox> Labels);

/// <summary>How the area under a precision-recall curve is taken.</summary>
public enum AveragePrecisionMethod
{
    /// <summary>As Ultralytics 8.4: the envelope, interpolated linearly at recall 0, 0.01, ..., 1, trapezoids; 0 beyond the last recall.</summary>
    Ultralytics,

    /// <summary>As pycocotools: mean over recall 0, 0.01, ..., 1 of the highest precision at that recall or more.</summary>
    Coco,

    /// <summary>As Pascal VOC since 2010: the exact area under the envelope.</summary>
    AllPoints,
}

/// <summary>Metrics of one class.</summary>
/// <param name="ClassId">Index of the class.</param>
/// <param name="Labels">Number of labelled boxes.</param>
/// <param name="Found">Number of found boxes.</param>
/// <param name="AveragePrecisions">AP at IoU 0.50, 0.55, ..., 0.95; NaN where the class has no labels.</param>
/// <param name="Recall">Recall after each found box at IoU 0.5, best score first.</param>
/// <param name="Precision">Precision after each found box at IoU 0.5.</param>
/// <param name="ByThreshold">Precision, recall and F1 at IoU 0.5 for score thresholds 0, 0.01, ..., 1.</param>
public sealed record ClassMetrics(
    int ClassId,
    int Labels,
    int Found,
    IReadOnlyList<double> AveragePrecisions,
    IReadOnlyList<double> Recall,
    IReadOnlyList<double> Precision,
    IReadOnlyList<ThresholdMetrics> ByThreshold)
{
    /// <summary>AP at IoU 0.5.</summary>
    public double Ap50 => AveragePrecisions[0];

    /// <summary>Mean of AP at IoU 0.50 to 0.95.</summary>
    public double Ap50To95 => AveragePrecisions.Average();
}

/// <summary>Counts turned into rates at one score threshold (boxes with score at least the threshold).</summary>
/// <param name="Threshold">Score, 0 to 1.</param>
/// <param name="Precision">True positives among what was found; 1 where nothing was.</param>
/// <param name="Recall">Labels that were found; 0 where there are none.</param>
/// <param name="F1">Harmonic mean of both; 0 where both are 0.</param>
public readonly record struct ThresholdMetrics(double Threshold, double Precision, double Recall, double F1);

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Images">Number of photos.</param>
/// <param name="Classes">One entry a class.</param>
/// <param name="ByThreshold">Mean over the classes that have labels, for score thresholds 0, 0.01, ..., 1.</param>
/// <param name="Confusion">Who was taken for whom.</param>
public sealed record EvaluationResult(int Images, IReadOnlyList<ClassMetrics> Classes, IReadOnlyList<ThresholdMetrics> ByThreshold, ConfusionMatrix Confusion)
{
    private IEnumerable<ClassMetrics> Labelled => Classes.Where(c => c.Labels > 0);

    /// <summary>Mean over labelled classes of AP at IoU 0.5; 0 without labels.</summary>
    public double Map50 => Labelled.Select(c => c.Ap50).DefaultIfEmpty(0).Average();

    /// <summary>Mean over labelled classes of AP at IoU 0.50 to 0.95; 0 without labels.</summary>
    public double Map50To95 => Labelled.Select(c => c.Ap50To95).DefaultIfEmpty(0).Average();

    /// <summary>The threshold with the highest mean F1 (the lowest such threshold).</summary>
    public ThresholdMetrics Best => ByThreshold.MaxBy(t => t.F1);
}
