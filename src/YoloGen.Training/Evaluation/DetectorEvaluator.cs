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
    /// <param name="classes">Names of the data set's classes; the detector's own without them.</param>
    /// <param name="map">Which of them each class of the detector counts as; itself without one.</param>
    /// <param name="found">Gets the boxes of each photo, if not null.</param>
    public static EvaluationResult Evaluate(IPhotoDetector detector, IReadOnlyList<LabelledPhoto> photos, bool degraded, IReadOnlyList<string>? classes = null, ClassMap? map = null, IList<DetectedBox[]>? found = null)
    {
        var evaluator = new Evaluator((classes ?? detector.ClassNames).Count);
        for (int i = 0; i < photos.Count; i++)
        {
            DetectedBox[] boxes = detector.Detect(NetworkEvaluator.PhotoOf(photos[i], degraded, i));
            boxes = map?.Apply(boxes) ?? boxes;
            evaluator.Add(new EvaluationImage(boxes, NetworkEvaluator.Labels(photos[i])));
            found?.Add(boxes);
        }
        return evaluator.Result();
    }
}
