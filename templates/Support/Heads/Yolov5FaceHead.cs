#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Decoded output of YOLOv5-face: rows [N, 5 + 2 * points + classes] of centre x, centre y, width, height in input pixels, objectness,
/// x and y of each point, class probabilities. score = objectness * class.
/// </summary>
internal static class Yolov5FaceHead
{
    /// <summary>Constants of the output.</summary>
    internal readonly struct Parameters(int boxes, int classes, int keypoints)
    {
        public readonly int Boxes = boxes;
        public readonly int Classes = classes;
        public readonly int Keypoints = keypoints;
    }

    /// <summary>Decodes the boxes.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
    {
        int first = 5 + 2 * p.Keypoints;
        for (int i = 0; i < p.Boxes; i++)
        {
            ReadOnlySpan<float> row = output.Slice(i * (first + p.Classes), first + p.Classes);
            if (!(row[4] > candidates.ScoreThreshold))
                continue;
            int best = 0;
            for (int c = 1; c < p.Classes; c++)
            {
                if (row[first + c] > row[first + best])
                    best = c;
            }
            candidates.AddCentered(row[0], row[1], row[2], row[3], row[4] * row[first + best], best, i);
        }
    }

    /// <summary>Reads the points of the object at a place.</summary>
    public static bool Keypoints(ReadOnlySpan<float> output, in Parameters p, int place, Span<Landmark> points)
    {
        int at = place * (5 + 2 * p.Keypoints + p.Classes) + 5;
        for (int k = 0; k < p.Keypoints; k++)
            points[k] = new Landmark { X = output[at + 2 * k], Y = output[at + 2 * k + 1], Visibility = 1f };
        return true;
    }
}
