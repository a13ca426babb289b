#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Boxes that the network decoded itself, beside scores (UltraFace, SSD exports): boxes [N, 4] as corners x1, y1, x2, y2
/// (or y1, x1, y2, x2) relative to the input's size, scores [N, C] with the background as class 0, or without one.
/// </summary>
internal static class BoxesScoresHead
{
    /// <summary>Constants of the outputs; <c>scoreColumns</c> counts the background, scaleX and scaleY turn box units into input pixels.</summary>
    internal readonly struct Parameters(int boxes, int scoreColumns, bool hasBackground, bool yFirst, float scaleX, float scaleY)
    {
        public readonly int Boxes = boxes;
        public readonly int ScoreColumns = scoreColumns;
        public readonly bool HasBackground = hasBackground;
        public readonly bool YFirst = yFirst;
        public readonly float ScaleX = scaleX;
        public readonly float ScaleY = scaleY;
    }

    /// <summary>Decodes both outputs. Class ids do not count the background.</summary>
    public static void Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, in Parameters p, ref CandidateBuffer candidates)
    {
        int first = p.HasBackground ? 1 : 0;
        int x = p.YFirst ? 1 : 0;
        int y = 1 - x;
        for (int i = 0; i < p.Boxes; i++)
        {
            ReadOnlySpan<float> row = scores.Slice(i * p.ScoreColumns, p.ScoreColumns);
            int best = first;
            for (int c = first + 1; c < row.Length; c++)
            {
                if (row[c] > row[best])
                    best = c;
            }
            if (!(row[best] > candidates.ScoreThreshold))
                continue;
            ReadOnlySpan<float> box = boxes.Slice(i * 4, 4);
            float left = box[x] * p.ScaleX;
            float top = box[y] * p.ScaleY;
            candidates.Add(left, top, box[2 + x] * p.ScaleX - left, box[2 + y] * p.ScaleY - top, row[best], best - first);
        }
    }
}
