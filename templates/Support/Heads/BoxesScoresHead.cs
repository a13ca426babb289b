#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Boxes that the network decoded itself, beside scores (UltraFace, SSD exports, what goes into a NonMaxSuppression): boxes [N, 4] as corners
/// x1, y1, x2, y2 (or y1, x1, y2, x2), or as centre and size, and scores [N, C], or [C, N], with the background as class 0, or without one.
/// </summary>
internal static class BoxesScoresHead
{
    /// <summary>Constants of the outputs; <c>scoreColumns</c> counts the background, scaleX and scaleY turn box units into input pixels.</summary>
    internal readonly struct Parameters(int boxes, int scoreColumns, bool hasBackground, bool yFirst, float scaleX, float scaleY, bool planes, bool centered)
    {
        public readonly int Boxes = boxes;
        public readonly int ScoreColumns = scoreColumns;
        public readonly bool HasBackground = hasBackground;
        public readonly bool YFirst = yFirst;
        public readonly float ScaleX = scaleX;
        public readonly float ScaleY = scaleY;
        public readonly bool Planes = planes;
        public readonly bool Centered = centered;
    }

    /// <summary>Decodes both outputs. Class ids do not count the background.</summary>
    public static void Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, in Parameters p, ref CandidateBuffer candidates)
    {
        int first = p.HasBackground ? 1 : 0;
        int x = p.YFirst ? 1 : 0;
        int y = 1 - x;
        int step = p.Planes ? p.Boxes : 1;
        for (int i = 0; i < p.Boxes; i++)
        {
            ReadOnlySpan<float> row = scores.Slice(p.Planes ? i : i * p.ScoreColumns);
            int best = first;
            for (int c = first + 1; c < p.ScoreColumns; c++)
            {
                if (row[c * step] > row[best * step])
                    best = c;
            }
            float score = row[best * step];
            if (!(score > candidates.ScoreThreshold))
                continue;
            ReadOnlySpan<float> box = boxes.Slice(i * 4, 4);
            float left = box[x] * p.ScaleX;
            float top = box[y] * p.ScaleY;
            float right = box[2 + x] * p.ScaleX;
            float bottom = box[2 + y] * p.ScaleY;
            if (p.Centered)
                candidates.AddCentered(left, top, right, bottom, score, best - first);
            else
                candidates.Add(left, top, right - left, bottom - top, score, best - first);
        }
    }
}
