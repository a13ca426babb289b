#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Outputs of YuNet for one stride: class probability [N, 1], objectness [N, 1], box [N, 4] and points [N, 2 * points], a row for each cell.
/// <code>
/// centre = (t + column | row) * stride      size = exp(t) * stride      point = (t + column | row) * stride      score = sqrt(class * objectness)
/// </code>
/// Formulas: OpenCV, FaceDetectorYN.
/// </summary>
internal static class YunetHead
{
    /// <summary>Constants of one grid; <c>firstPlace</c> tells its places from those of other grids.</summary>
    internal readonly struct Parameters(int firstPlace, int gridWidth, int gridHeight, float stride, int keypoints)
    {
        public readonly int FirstPlace = firstPlace;
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly float Stride = stride;
        public readonly int Keypoints = keypoints;
    }

    /// <summary>Decodes the outputs of one stride.</summary>
    public static void Decode(
        ReadOnlySpan<float> classes, ReadOnlySpan<float> objectness, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points, in Parameters p, ref CandidateBuffer candidates)
    {
        for (int i = 0; i < p.GridWidth * p.GridHeight; i++)
        {
            float score = MathF.Sqrt(Share(classes[i]) * Share(objectness[i]));
            if (!(score > candidates.ScoreThreshold))
                continue;
            int row = i / p.GridWidth;
            int column = i - row * p.GridWidth;
            ReadOnlySpan<float> t = boxes.Slice(i * 4, 4);
            candidates.AddCentered(
                (t[0] + column) * p.Stride, (t[1] + row) * p.Stride, HeadMath.Exp(t[2]) * p.Stride, HeadMath.Exp(t[3]) * p.Stride, score, 0, p.FirstPlace + i);
        }
    }

    /// <summary>Decodes the points of the object at a place; false where the place is in another grid.</summary>
    public static bool Keypoints(
        ReadOnlySpan<float> classes, ReadOnlySpan<float> objectness, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points, in Parameters p, int place, Span<Landmark> found)
    {
        int i = place - p.FirstPlace;
        if (i < 0 || i >= p.GridWidth * p.GridHeight)
            return false;
        int row = i / p.GridWidth;
        int column = i - row * p.GridWidth;
        ReadOnlySpan<float> t = points.Slice(i * 2 * p.Keypoints, 2 * p.Keypoints);
        for (int k = 0; k < p.Keypoints; k++)
            found[k] = new Landmark { X = (t[2 * k] + column) * p.Stride, Y = (t[2 * k + 1] + row) * p.Stride, Visibility = 1f };
        return true;
    }

    private static float Share(float value) => value < 0f ? 0f : value > 1f ? 1f : value;
}
