#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Raw outputs of anchor-based YOLO networks, one map [A * (5 + classes), H, W] for each stride.
/// Darknet order (YOLOv3, YOLOv4): x, y, w, h, objectness, classes. Objectness first (the paper's network): objectness, x, y, w, h, classes.
/// <code>
/// centre = (column | row + sigmoid(t) * scaleXY - (scaleXY - 1) / 2) * stride      size = exp(t) * anchor      score = sigmoid(objectness) * sigmoid(class)
/// </code>
/// Formulas: Redmon and Farhadi, YOLOv3, section 2.1; scaleXY: Bochkovskiy et al., YOLOv4, "eliminate grid sensitivity".
/// </summary>
internal static class YoloAnchorsHead
{
    /// <summary>Constants of one output map; strides are input pixels for a cell.</summary>
    internal readonly struct Parameters(int gridWidth, int gridHeight, int classes, float strideX, float strideY, bool objectnessFirst, float scaleXY)
    {
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int Classes = classes;
        public readonly float StrideX = strideX;
        public readonly float StrideY = strideY;
        public readonly bool ObjectnessFirst = objectnessFirst;
        public readonly float ScaleXY = scaleXY;
    }

    /// <summary>Decodes one map; <paramref name="anchors"/> holds width, height in input pixels for each anchor.</summary>
    public static void Decode(ReadOnlySpan<float> map, in Parameters p, scoped ReadOnlySpan<float> anchors, ref CandidateBuffer candidates)
    {
        int cells = p.GridWidth * p.GridHeight;
        int fields = 5 + p.Classes;
        int box = p.ObjectnessFirst ? 1 : 0;
        int objectness = p.ObjectnessFirst ? 0 : 4;
        float shift = (p.ScaleXY - 1f) * 0.5f;
        float least = HeadMath.LogitAbove(candidates.ScoreThreshold);
        for (int anchor = 0; anchor < anchors.Length / 2; anchor++)
        {
            ReadOnlySpan<float> values = map.Slice(anchor * fields * cells, fields * cells);
            ReadOnlySpan<float> confidences = values.Slice(objectness * cells, cells);
            for (int cell = 0; cell < cells; cell++)
            {
                if (!(confidences[cell] >= least))
                    continue;
                int best = BestClass(values, cell, cells, p.Classes);
                if (!(values[(5 + best) * cells + cell] >= least))
                    continue;
                float score = HeadMath.Sigmoid(confidences[cell]) * HeadMath.Sigmoid(values[(5 + best) * cells + cell]);
                if (!(score > candidates.ScoreThreshold))
                    continue;
                int row = cell / p.GridWidth;
                int column = cell - row * p.GridWidth;
                float x = (column + HeadMath.Sigmoid(values[box * cells + cell]) * p.ScaleXY - shift) * p.StrideX;
                float y = (row + HeadMath.Sigmoid(values[(box + 1) * cells + cell]) * p.ScaleXY - shift) * p.StrideY;
                float width = HeadMath.Exp(values[(box + 2) * cells + cell]) * anchors[2 * anchor];
                float height = HeadMath.Exp(values[(box + 3) * cells + cell]) * anchors[2 * anchor + 1];
                candidates.AddCentered(x, y, width, height, score, best);
            }
        }
    }

    private static int BestClass(ReadOnlySpan<float> values, int cell, int cells, int classes)
    {
        int best = 0;
        for (int c = 1; c < classes; c++)
        {
            if (values[(5 + c) * cells + cell] > values[(5 + best) * cells + cell])
                best = c;
        }
        return best;
    }
}
