#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Outputs of BlazeFace and MediaPipe's palm detector, the cells of one grid as rows: box and points [N, 4 + 2 * points] in input pixels from the cell's
/// centre, score [N, 1] before the sigmoid.
/// <code>
/// centre = (column | row + 0.5) * stride + t      size = t      point = (column | row + 0.5) * stride + t      score = sigmoid(t)
/// </code>
/// Formulas: MediaPipe, TensorsToDetectionsCalculator with fixed_anchor_size.
/// </summary>
internal static class BlazeFaceHead
{
    /// <summary>Constants of one grid: its first row in the outputs, its size, boxes for each cell.</summary>
    internal readonly struct Parameters(int firstRow, int gridWidth, int gridHeight, int perCell, float stride, int keypoints)
    {
        public readonly int FirstRow = firstRow;
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int PerCell = perCell;
        public readonly float Stride = stride;
        public readonly int Keypoints = keypoints;
    }

    /// <summary>Decodes the part of the outputs that belongs to one grid.</summary>
    public static void Decode(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, in Parameters p, ref CandidateBuffer candidates)
    {
        int columns = 4 + 2 * p.Keypoints;
        float least = HeadMath.LogitAbove(candidates.ScoreThreshold);
        for (int i = 0; i < p.GridWidth * p.GridHeight * p.PerCell; i++)
        {
            int place = p.FirstRow + i;
            if (!(scores[place] >= least))
                continue;
            float score = HeadMath.Sigmoid(scores[place]);
            (float x, float y) = Center(i / p.PerCell, in p);
            ReadOnlySpan<float> t = boxes.Slice(place * columns, columns);
            candidates.AddCentered(x + t[0], y + t[1], t[2], t[3], score, 0, place);
        }
    }

    /// <summary>Decodes the points of the object at a place; false where the place is in another grid.</summary>
    public static bool Keypoints(ReadOnlySpan<float> boxes, ReadOnlySpan<float> scores, in Parameters p, int place, Span<Landmark> found)
    {
        int i = place - p.FirstRow;
        if (i < 0 || i >= p.GridWidth * p.GridHeight * p.PerCell)
            return false;
        (float x, float y) = Center(i / p.PerCell, in p);
        ReadOnlySpan<float> t = boxes.Slice(place * (4 + 2 * p.Keypoints) + 4, 2 * p.Keypoints);
        for (int k = 0; k < p.Keypoints; k++)
            found[k] = new Landmark { X = x + t[2 * k], Y = y + t[2 * k + 1], Visibility = 1f };
        return true;
    }

    private static (float X, float Y) Center(int cell, in Parameters p)
    {
        int row = cell / p.GridWidth;
        return ((cell - row * p.GridWidth + 0.5f) * p.Stride, (row + 0.5f) * p.Stride);
    }
}
