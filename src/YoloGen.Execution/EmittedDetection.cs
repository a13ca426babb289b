using YoloGen.Vision;

namespace YoloGen.Execution;

/// <summary>Boxes from an emitted class.</summary>
public static class EmittedDetection
{
    /// <summary>Classes that are taken from a classifier.</summary>
    private const int Likeliest = 5;

    /// <summary>Finds objects in a photo by the class's own Detect, or its DetectPoses where it has one.</summary>
    /// <param name="detector">The class.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="limit">Most boxes returned.</param>
    public static DetectedBox[] Detect(this EmittedDetector detector, Photo photo, int limit = 300)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(photo);
        bool poses = detector.Plan.Head?.Attributes.Has("keypoints") == true;
        if (detector.Plan.Head?.Attributes.Int("classify") == 1)
        {
            limit = Math.Min(limit, Likeliest);
        }

        float[][] found = poses ? detector.Access.DetectPoses(photo.Rgb, photo.Width, photo.Height, limit) : detector.Access.Detect(photo.Rgb, photo.Width, photo.Height, limit);
        return [.. found.Select(b => new DetectedBox(b[0], b[1], b[2], b[3], b[4], (int)b[5]) { Keypoints = poses ? [.. b[6..].Chunk(3).Select(p => new DetectedPoint(p[0], p[1], p[2]))] : null })];
    }
}
