#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Output of YOLOv8, YOLOv9 and YOLO11: [4 + classes, N], centre x, centre y, width, height in input pixels, then class probabilities.
/// score = the highest of them (there is no objectness).
/// </summary>
internal static class Yolov8Head
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
        ReadOnlySpan<float> scores = output.Slice(4 * n, p.Classes * n);
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
                candidates.AddCentered(output[i], output[n + i], output[2 * n + i], output[3 * n + i], score, best, i);
        }
    }
}
