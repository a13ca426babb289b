#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Outputs of YOLO-FastestV2, one map [H, W, 5 * A + classes] for each stride: boxes of all anchors, their objectness, and one set of class
/// probabilities for all; sigmoids and softmax are done.
/// <code>
/// centre = (column | row + 2 * t - 0.5) * stride      size = (2 * t)^2 * anchor      score = objectness * class
/// </code>
/// Formulas: dog-qiuqiu, Yolo-FastestV2, handel_preds.
/// </summary>
internal static class YoloFastestHead
{
    /// <summary>Constants of one map.</summary>
    internal readonly struct Parameters(int gridWidth, int gridHeight, int classes, float strideX, float strideY)
    {
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int Classes = classes;
        public readonly float StrideX = strideX;
        public readonly float StrideY = strideY;
    }

    /// <summary>Decodes one map; <paramref name="anchors"/> holds width, height in input pixels for each anchor.</summary>
    public static void Decode(ReadOnlySpan<float> map, in Parameters p, scoped ReadOnlySpan<float> anchors, ref CandidateBuffer candidates)
    {
        int count = anchors.Length / 2;
        int fields = 5 * count + p.Classes;
        for (int cell = 0; cell < p.GridWidth * p.GridHeight; cell++)
        {
            ReadOnlySpan<float> values = map.Slice(cell * fields, fields);
            ReadOnlySpan<float> shares = values.Slice(5 * count);
            int best = 0;
            for (int c = 1; c < shares.Length; c++)
            {
                if (shares[c] > shares[best])
                    best = c;
            }
            int row = cell / p.GridWidth;
            int column = cell - row * p.GridWidth;
            for (int a = 0; a < count; a++)
            {
                float score = values[4 * count + a] * shares[best];
                if (!(score > candidates.ScoreThreshold))
                    continue;
                ReadOnlySpan<float> t = values.Slice(4 * a, 4);
                candidates.AddCentered(
                    (column + 2f * t[0] - 0.5f) * p.StrideX,
                    (row + 2f * t[1] - 0.5f) * p.StrideY,
                    4f * t[2] * t[2] * anchors[2 * a],
                    4f * t[3] * t[3] * anchors[2 * a + 1],
                    score,
                    best,
                    cell);
            }
        }
    }
}
