using YoloGen.Training.Data;
using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>Scores a detector on labelled photos, with the evaluator that training uses.</summary>
internal static class DetectorEvaluator
{
    /// <summary>Evaluates a detector.</summary>
    /// <param name="detector">The model.</param>
    /// <param name="photos">Labelled photos.</param>
    /// <param name="degraded">Whether photos are degraded first as the paper does.</param>
    /// <param name="found">Gets the boxes of each photo, if not null.</param>
    public static EvaluationResult Evaluate(IPhotoDetector detector, IReadOnlyList<LabelledPhoto> photos, bool degraded, IList<DetectedBox[]>? found = null)
    {
        var evaluator = new Evaluator(detector.Classes);
        for (int i = 0; i < photos.Count; i++)
        {
            DetectedBox[] boxes = detector.Detect(NetworkEvaluator.PhotoOf(photos[i], degraded, i));
            evaluator.Add(new EvaluationImage(boxes, NetworkEvaluator.Labels(photos[i])));
            found?.Add(boxes);
        }
        return evaluator.Result();
    }
}
