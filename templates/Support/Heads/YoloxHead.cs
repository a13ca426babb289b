#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Raw grid output of YOLOX: rows [N, 5 + classes], the cells of the grids of stride 8, 16 and 32 one after the other, row by row;
/// objectness and class scores are probabilities already.
/// <code>
/// centre = (t + column | row) * stride      size = exp(t) * stride      score = objectness * class
/// </code>
/// Formulas: Megvii YOLOX, demo_postprocess.
/// </summary>
internal static class YoloxHead
{
    /// <summary>Constants of one grid: its first row in the output and its size.</summary>
    internal readonly struct Parameters(int firstRow, int gridWidth, int gridHeight, int classes, float stride)
    {
        public readonly int FirstRow = firstRow;
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int Classes = classes;
        public readonly float Stride = stride;
    }

    /// <summary>Decodes the part of the output that belongs to one grid.</summary>
    public static void Decode(ReadOnlySpan<float> output, in Parameters p, ref CandidateBuffer candidates)
    {
        int fields = 5 + p.Classes;
        int cells = p.GridWidth * p.GridHeight;
        for (int cell = 0; cell < cells; cell++)
        {
            ReadOnlySpan<float> values = output.Slice((p.FirstRow + cell) * fields, fields);
            if (!(values[4] > candidates.ScoreThreshold))
                continue;
            int best = 0;
            for (int c = 1; c < p.Classes; c++)
            {
                if (values[5 + c] > values[5 + best])
                    best = c;
            }
            float score = values[4] * values[5 + best];
            if (!(score > candidates.ScoreThreshold))
                continue;
            int row = cell / p.GridWidth;
            int column = cell - row * p.GridWidth;
            candidates.AddCentered(
                (values[0] + column) * p.Stride,
                (values[1] + row) * p.Stride,
                HeadMath.Exp(values[2]) * p.Stride,
                HeadMath.Exp(values[3]) * p.Stride,
                score,
                best);
        }
    }
}
