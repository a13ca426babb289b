#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>Output of YOLO26-obb, which suppresses by itself: rows [N, 7] of centre x, centre y, width, height in input pixels, score, class, angle in radians.</summary>
internal static class EndToEndOrientedHead
{
    private const int Columns = 7;

    /// <summary>Constants of the output.</summary>
    internal readonly struct Parameters(int boxes, int classes)
    {
        public readonly int Boxes = boxes;
        public readonly int Classes = classes;
    }

    /// <summary>Reads the boxes; rows that name no class hold none.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
    {
        for (int i = 0; i < p.Boxes; i++)
        {
            ReadOnlySpan<float> row = output.Slice(i * Columns, Columns);
            if (row[5] >= 0f && row[5] < p.Classes)
                candidates.AddOriented(row[0], row[1], row[2], row[3], row[6], row[4], (int)row[5], i);
        }
    }
}
