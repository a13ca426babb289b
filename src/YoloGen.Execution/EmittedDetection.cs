using YoloGen.Emit;
using YoloGen.Vision;

namespace YoloGen.Execution;

/// <summary>What an emitted class finds in photos.</summary>
public static class EmittedDetection
{
    /// <summary>Classes that are taken from a classifier.</summary>
    private const int Likeliest = 5;

    /// <summary>Bytes of masks that are had at once.</summary>
    private const long MostMaskBytes = 64 << 20;

    /// <summary>Finds objects in a photo by the class's own Detect, or by what it has for its task: DetectPoses, DetectOriented, Segment, Classify.</summary>
    /// <param name="detector">The class.</param>
    /// <param name="photo">The photo.</param>
    /// <param name="limit">Most boxes returned.</param>
    public static DetectedBox[] Detect(this EmittedDetector detector, Photo photo, int limit = 300)
    {
        ArgumentNullException.ThrowIfNull(detector);
        ArgumentNullException.ThrowIfNull(photo);
        PlanAttributes? head = detector.Plan.Head?.Attributes;
        if (head?.Has("mask") == true)
        {
            return Segment(detector, photo, limit, head.Ints("mask"));
        }

        if (head?.Has("keypoints") == true)
        {
            return [.. detector.Access.DetectPoses(photo.Rgb, photo.Width, photo.Height, limit).Select(b => Box(b) with { Keypoints = [.. b[6..].Chunk(3).Select(p => new DetectedPoint(p[0], p[1], p[2]))] })];
        }

        if (head?.Int("oriented") == 1)
        {
            return [.. detector.Access.DetectOriented(photo.Rgb, photo.Width, photo.Height, limit).Select(b => DetectedBox.Around(new OrientedBox(b[0], b[1], b[2], b[3], b[6]), b[4], (int)b[5], photo.Width, photo.Height))];
        }

        limit = IsClassifier(detector) ? Math.Min(limit, Likeliest) : limit;
        return [.. detector.Access.Detect(photo.Rgb, photo.Width, photo.Height, limit).Select(Box)];
    }

    /// <summary>Whether the class has classes for whole photos.</summary>
    /// <param name="detector">The class.</param>
    public static bool IsClassifier(this EmittedDetector detector)
    {
        ArgumentNullException.ThrowIfNull(detector);
        return detector.Plan.Head?.Attributes.Int("classify") == 1;
    }

    private static DetectedBox[] Segment(EmittedDetector detector, Photo photo, int limit, int[] size)
    {
        limit = (int)Math.Clamp(MostMaskBytes / Math.Max(1L, (long)size[0] * size[1]), 1, limit);
        (float[] Box, byte[] Mask)[] found = detector.Access.Segment(photo.Rgb, photo.Width, photo.Height, limit);
        var grid = new MaskGrid(
            size[0], size[1], [.. Enumerable.Range(0, photo.Width).Select(x => detector.Access.MaskPixel(x, 0) % size[0])], [.. Enumerable.Range(0, photo.Height).Select(y => detector.Access.MaskPixel(0, y) / size[0])]);
        return [.. found.Select(f => Box(f.Box) with { Mask = new DetectedMask(f.Mask, grid) })];
    }

    private static DetectedBox Box(float[] b) => new(b[0], b[1], b[2], b[3], b[4], (int)b[5]);
}
