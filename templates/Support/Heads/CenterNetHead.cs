#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Outputs of CenterNet: heat [C, H, W], size [2, H, W] and offset [2, H, W]. An object is a cell whose heat no neighbour of its class exceeds.
/// <code>
/// centre = (column | row + offset) * stride      size = t * stride      score = heat, or its sigmoid
/// </code>
/// Formulas: Zhou et al., Objects as Points.
/// </summary>
internal static class CenterNetHead
{
    /// <summary>Constants of the maps; <c>sigmoid</c> where the network leaves it to the decoder.</summary>
    internal readonly struct Parameters(int gridWidth, int gridHeight, int classes, float stride, bool sigmoid)
    {
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int Classes = classes;
        public readonly float Stride = stride;
        public readonly bool Sigmoid = sigmoid;
    }

    /// <summary>Decodes the maps.</summary>
    public static void Decode(ReadOnlySpan<float> heat, ReadOnlySpan<float> size, ReadOnlySpan<float> offset, in Parameters p, ref CandidateBuffer candidates)
    {
        int cells = p.GridWidth * p.GridHeight;
        float least = p.Sigmoid ? HeadMath.LogitAbove(candidates.ScoreThreshold) : MathF.BitIncrement(candidates.ScoreThreshold);
        for (int c = 0; c < p.Classes; c++)
        {
            ReadOnlySpan<float> map = heat.Slice(c * cells, cells);
            for (int row = 0, cell = 0; row < p.GridHeight; row++)
            {
                for (int column = 0; column < p.GridWidth; column++, cell++)
                {
                    if (!(map[cell] >= least) || !IsPeak(map, row, column, in p))
                        continue;
                    float score = p.Sigmoid ? HeadMath.Sigmoid(map[cell]) : map[cell];
                    candidates.AddCentered(
                        (column + offset[cell]) * p.Stride, (row + offset[cells + cell]) * p.Stride, size[cell] * p.Stride, size[cells + cell] * p.Stride, score, c, cell);
                }
            }
        }
    }

    private static bool IsPeak(ReadOnlySpan<float> map, int row, int column, in Parameters p)
    {
        float value = map[row * p.GridWidth + column];
        for (int y = Math.Max(row - 1, 0); y <= Math.Min(row + 1, p.GridHeight - 1); y++)
        {
            for (int x = Math.Max(column - 1, 0); x <= Math.Min(column + 1, p.GridWidth - 1); x++)
            {
                if (map[y * p.GridWidth + x] > value)
                    return false;
            }
        }
        return true;
    }
}
