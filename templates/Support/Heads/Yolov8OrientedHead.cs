#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Output of YOLOv8-obb and YOLO11-obb: as <see cref="Yolov8Head"/>, and behind the classes the angle in radians by which the box is turned about its middle.
/// </summary>
internal static class Yolov8OrientedHead
{
    /// <summary>Constants of the output.</summary>
    internal readonly struct Parameters(int boxes, int classes)
    {
        public readonly int Boxes = boxes;
        public readonly int Classes = classes;
    }

    /// <summary>Decodes the output.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
    {
        int n = p.Boxes;
        ReadOnlySpan<float> scores = output.Slice(4 * n, p.Classes * n), angles = output.Slice((4 + p.Classes) * n, n);
        for (int i = 0; i < n; i++)
        {
            int best = 0;
            float score = scores[i];
            for (int c = 1; c < p.Classes; c++)
            {
                float other = scores[c * n + i];
                if (other > score)
                {
                    score = other;
                    best = c;
                }
            }
            if (score > candidates.ScoreThreshold)
                candidates.AddOriented(output[i], output[n + i], output[2 * n + i], output[3 * n + i], angles[i], score, best, i);
        }
    }
}
