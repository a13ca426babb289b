#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Decoded output of YOLOv5 and YOLOv7 (and of YOLOX exported with decoding): rows [N, 5 + classes] of centre x, centre y, width, height
/// in input pixels, objectness and class probabilities. score = objectness * class.
/// </summary>
internal static class Yolov5Head
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
        int fields = 5 + p.Classes;
        for (int i = 0; i < p.Boxes; i++)
        {
            ReadOnlySpan<float> row = output.Slice(i * fields, fields);
            if (!(row[4] > candidates.ScoreThreshold))
                continue;
            int best = 0;
            for (int c = 1; c < p.Classes; c++)
            {
                if (row[5 + c] > row[5 + best])
                    best = c;
            }
            candidates.AddCentered(row[0], row[1], row[2], row[3], row[4] * row[5 + best], best);
        }
    }
}
