#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Output of FastestDet: one map [5 + classes, H, W] of objectness (a probability), four box terms and class probabilities.
/// <code>
/// centre = (column | row + tanh(t)) / grid      size = sigmoid(t), both relative to the input      score = objectness^0.6 * class^0.4
/// </code>
/// Formulas: dog-qiuqiu FastestDet, handle_preds.
/// </summary>
internal static class FastestDetHead
{
    /// <summary>Constants of the output map.</summary>
    internal readonly struct Parameters(int gridWidth, int gridHeight, int classes, float inputWidth, float inputHeight)
    {
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int Classes = classes;
        public readonly float InputWidth = inputWidth;
        public readonly float InputHeight = inputHeight;
    }

    /// <summary>Decodes the map.</summary>
    public static void Decode(ReadOnlySpan<float> map, in Parameters p, ref CandidateBuffer candidates)
    {
        int cells = p.GridWidth * p.GridHeight;
        for (int cell = 0; cell < cells; cell++)
        {
            int best = 0;
            for (int c = 1; c < p.Classes; c++)
            {
                if (map[(5 + c) * cells + cell] > map[(5 + best) * cells + cell])
                    best = c;
            }
            float score = HeadMath.Pow(map[cell], 0.6f) * HeadMath.Pow(map[(5 + best) * cells + cell], 0.4f);
            if (!(score > candidates.ScoreThreshold))
                continue;
            int row = cell / p.GridWidth;
            int column = cell - row * p.GridWidth;
            float x = (column + HeadMath.Tanh(map[cells + cell])) / p.GridWidth * p.InputWidth;
            float y = (row + HeadMath.Tanh(map[2 * cells + cell])) / p.GridHeight * p.InputHeight;
            float width = HeadMath.Sigmoid(map[3 * cells + cell]) * p.InputWidth;
            float height = HeadMath.Sigmoid(map[4 * cells + cell]) * p.InputHeight;
            candidates.AddCentered(x, y, width, height, score, best);
        }
    }
}
