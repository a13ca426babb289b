#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Output of networks that suppress by themselves (YOLOv10, YOLO26, exports with NMS): rows [N, 6 + numbers * points] of x1, y1, x2, y2 in input pixels,
/// score, class, and x, y (and a visibility) of each point.
/// </summary>
internal static class EndToEndHead
{
    /// <summary>Constants of the output; <c>numbers</c> is 3 where points have a visibility, else 2.</summary>
    internal readonly struct Parameters(int boxes, int classes, int keypoints, int numbers)
    {
        public readonly int Boxes = boxes;
        public readonly int Classes = classes;
        public readonly int Keypoints = keypoints;
        public readonly int Numbers = numbers;
    }

    /// <summary>Reads the boxes; rows that name no class hold none.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
    {
        int columns = 6 + p.Keypoints * p.Numbers;
        for (int i = 0; i < p.Boxes; i++)
        {
            ReadOnlySpan<float> row = output.Slice(i * columns, columns);
            if (row[5] >= 0f && row[5] < p.Classes)
                candidates.Add(row[0], row[1], row[2] - row[0], row[3] - row[1], row[4], (int)row[5], i);
        }
    }

    /// <summary>Reads the points of the object at a place.</summary>
    public static bool Keypoints(ReadOnlySpan<float> output, in Parameters p, int place, Span<Landmark> points)
    {
        int at = place * (6 + p.Keypoints * p.Numbers) + 6;
        for (int k = 0; k < p.Keypoints; k++, at += p.Numbers)
            points[k] = new Landmark { X = output[at], Y = output[at + 1], Visibility = p.Numbers == 3 ? output[at + 2] : 1f };
        return true;
    }
}
