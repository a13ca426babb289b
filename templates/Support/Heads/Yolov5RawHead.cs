#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Raw outputs of YOLOv5 and YOLOv7, one for each stride: [A * (5 + classes), H, W], or [A, H, W, 5 + classes] where the export permuted them;
/// or such maps as the rows of one output, one stride after the other (YOLOv5-Lite). Some exports apply the sigmoids and leave the rest.
/// <code>
/// centre = (column | row + 2 * sigmoid(t) - 0.5) * stride      size = (2 * sigmoid(t))^2 * anchor      score = sigmoid(objectness) * sigmoid(class)
/// </code>
/// Formulas: Ultralytics YOLOv5, Detect layer.
/// </summary>
internal static class Yolov5RawHead
{
    /// <summary>Constants of one output map; strides are input pixels for a cell.</summary>
    internal readonly struct Parameters(int gridWidth, int gridHeight, int classes, float strideX, float strideY, bool channelsLast, int firstRow, bool activated)
    {
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int Classes = classes;
        public readonly float StrideX = strideX;
        public readonly float StrideY = strideY;
        public readonly bool ChannelsLast = channelsLast;
        public readonly int FirstRow = firstRow;
        public readonly bool Activated = activated;
    }

    /// <summary>Decodes one map; <paramref name="anchors"/> holds width, height in input pixels for each anchor.</summary>
    public static void Decode(ReadOnlySpan<float> map, in Parameters p, scoped ReadOnlySpan<float> anchors, ref CandidateBuffer candidates)
    {
        int cells = p.GridWidth * p.GridHeight;
        int fields = 5 + p.Classes;
        int fieldStride = p.ChannelsLast ? 1 : cells;
        int cellStride = p.ChannelsLast ? fields : 1;
        float least = p.Activated ? MathF.BitIncrement(candidates.ScoreThreshold) : HeadMath.LogitAbove(candidates.ScoreThreshold);
        for (int anchor = 0; anchor < anchors.Length / 2; anchor++)
        {
            for (int cell = 0; cell < cells; cell++)
            {
                int at = (p.FirstRow + anchor * cells) * fields + cell * cellStride;
                if (!(map[at + 4 * fieldStride] >= least))
                    continue;
                int best = 0;
                for (int c = 1; c < p.Classes; c++)
                {
                    if (map[at + (5 + c) * fieldStride] > map[at + (5 + best) * fieldStride])
                        best = c;
                }
                if (!p.Activated && !(map[at + (5 + best) * fieldStride] >= least))
                    continue;
                float score = Sigmoid(in p, map[at + 4 * fieldStride]) * Sigmoid(in p, map[at + (5 + best) * fieldStride]);
                if (!(score > candidates.ScoreThreshold))
                    continue;
                int row = cell / p.GridWidth;
                int column = cell - row * p.GridWidth;
                float x = (column + 2f * Sigmoid(in p, map[at]) - 0.5f) * p.StrideX;
                float y = (row + 2f * Sigmoid(in p, map[at + fieldStride]) - 0.5f) * p.StrideY;
                float width = 2f * Sigmoid(in p, map[at + 2 * fieldStride]);
                float height = 2f * Sigmoid(in p, map[at + 3 * fieldStride]);
                candidates.AddCentered(x, y, width * width * anchors[2 * anchor], height * height * anchors[2 * anchor + 1], score, best);
            }
        }
    }

    private static float Sigmoid(in Parameters p, float value) => p.Activated ? value : HeadMath.Sigmoid(value);
}
