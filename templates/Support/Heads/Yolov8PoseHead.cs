#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Output of YOLOv8-pose and YOLO11-pose: as <see cref="Yolov8Head"/>, and behind the classes x, y in input pixels (and a visibility) for each point.
/// </summary>
internal static class Yolov8PoseHead
{
    /// <summary>Constants of the output; <c>numbers</c> is 3 where points have a visibility, else 2.</summary>
    internal readonly struct Parameters(int boxes, int classes, int keypoints, int numbers)
    {
        public readonly int Boxes = boxes;
        public readonly int Classes = classes;
        public readonly int Keypoints = keypoints;
        public readonly int Numbers = numbers;
    }

    /// <summary>Decodes the boxes.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
        => Yolov8Head.Decode(output, new Yolov8Head.Parameters(p.Boxes, p.Classes), ref candidates);

    /// <summary>Decodes the points of the object at a place.</summary>
    public static bool Keypoints(ReadOnlySpan<float> output, in Parameters p, int place, Span<Landmark> points)
    {
        for (int k = 0; k < p.Keypoints; k++)
        {
            int at = (4 + p.Classes + k * p.Numbers) * p.Boxes + place;
            points[k] = new Landmark { X = output[at], Y = output[at + p.Boxes], Visibility = p.Numbers == 3 ? output[at + 2 * p.Boxes] : 1f };
        }
        return true;
    }
}
