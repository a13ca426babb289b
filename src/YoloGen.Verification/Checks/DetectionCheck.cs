using YoloGen.Vision;

namespace YoloGen.Verification.Checks;

/// <summary>Same boxes: each of one side has one of the other side of the same class at IoU 0.9 or more, with a score within 0.02.</summary>
internal static class DetectionCheck
{
    /// <summary>Least overlap of matching boxes.</summary>
    public const float MinIou = 0.9f;

    /// <summary>Largest difference of matching scores.</summary>
    public const float MaxScoreDifference = 0.02f;

    /// <summary>
    /// What differs, as text; empty if the sides agree. A box whose score is within the allowed difference of the threshold may be
    /// missing on the other side.
    /// </summary>
    public static IReadOnlyList<string> Compare(IReadOnlyList<DetectedBox> ours, IReadOnlyList<DetectedBox> theirs, IReadOnlyList<string> classes, float threshold)
    {
        var problems = new List<string>();
        Match(ours, theirs, "ONNX Runtime does not find", classes, threshold, problems);
        Match(theirs, ours, "YoloGen does not find", classes, threshold, problems);
        return problems;
    }

    private static void Match(IReadOnlyList<DetectedBox> boxes, IReadOnlyList<DetectedBox> others, string verb, IReadOnlyList<string> classes, float threshold, List<string> problems)
    {
        foreach (DetectedBox box in boxes.Where(b => b.Score > threshold + MaxScoreDifference))
        {
            if (!others.Any(o => o.ClassId == box.ClassId && Iou(o, box) >= MinIou && Math.Abs(o.Score - box.Score) <= MaxScoreDifference))
            {
                problems.Add(FormattableString.Invariant($"{verb} {classes[box.ClassId]} {box.Score:0.000} at {box.X:0.0},{box.Y:0.0} {box.Width:0.0}x{box.Height:0.0}"));
            }
        }
    }

    private static float Iou(DetectedBox a, DetectedBox b)
    {
        float w = Math.Min(a.X + a.Width, b.X + b.Width) - Math.Max(a.X, b.X);
        float h = Math.Min(a.Y + a.Height, b.Y + b.Height) - Math.Max(a.Y, b.Y);
        float both = w > 0 && h > 0 ? w * h : 0;
        return both / Math.Max(a.Width * a.Height + b.Width * b.Height - both, 1e-20f);
    }
}
