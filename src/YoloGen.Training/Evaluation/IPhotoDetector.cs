using YoloGen.Vision;

namespace YoloGen.Training.Evaluation;

/// <summary>A model under evaluation: all engines look at the same photos and hand over boxes in pixels of the photo.</summary>
internal interface IPhotoDetector : IDisposable
{
    /// <summary>Names of the classes that the boxes have.</summary>
    IReadOnlyList<string> ClassNames { get; }

    /// <summary>What the model finds: detect, pose, segment, obb or classify.</summary>
    string Task { get; }

    /// <summary>Points of each object; 0 for none.</summary>
    int Keypoints { get; }

    /// <summary>Boxes with scores above <see cref="NetworkEvaluator.ScoreThreshold"/>, at most <see cref="NetworkEvaluator.MostBoxes"/>.</summary>
    DetectedBox[] Detect(Photo photo);
}
