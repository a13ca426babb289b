using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>A model under evaluation: all engines look at the same photos and hand over boxes in pixels of the photo.</summary>
internal interface IPhotoDetector : IDisposable
{
    /// <summary>Names of the classes that the boxes have.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>Boxes with scores above <see cref="NetworkEvaluator.ScoreThreshold"/>, at most <see cref="NetworkEvaluator.MostBoxes"/>.</summary>
    DetectedBox[] Detect(Photo photo);
}
