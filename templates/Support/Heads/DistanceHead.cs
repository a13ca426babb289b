#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Boxes as distances from a cell's point to their four sides (NanoDet, PicoDet, RTMDet, SCRFD), the cells of one grid; with several bins each distance
/// is the mean of a softmax over them. Scores, distances and points may be columns of one output or outputs of their own, as rows (a place after the
/// other) or as planes (a column after the other).
/// <code>
/// point = (column | row + offset) * stride      side = point -+ distance * scale      landmark = point + t * scale
/// </code>
/// Formulas: Li et al., Generalized Focal Loss; Guo et al., SCRFD.
/// </summary>
internal static class DistanceHead
{
    /// <summary>
    /// Constants of one grid. <c>rows</c>: whether places are rows; <c>scoreColumns</c>, <c>scoreAt</c>, <c>boxColumns</c>, <c>boxAt</c>: width of a row and
    /// where in it scores and distances begin; <c>firstRow</c> of this grid in the outputs; <c>firstPlace</c> tells its places from those of other grids.
    /// </summary>
    internal readonly struct Parameters(
        int firstRow, int firstPlace, int gridWidth, int gridHeight, int perCell, int classes, int bins, float stride, float offset, float scale, bool sigmoid,
        bool rows, int scoreColumns, int scoreAt, int boxColumns, int boxAt, int keypoints)
    {
        public readonly int FirstRow = firstRow;
        public readonly int FirstPlace = firstPlace;
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int PerCell = perCell;
        public readonly int Classes = classes;
        public readonly int Bins = bins;
        public readonly float Stride = stride;
        public readonly float Offset = offset;
        public readonly float Scale = scale;
        public readonly bool Sigmoid = sigmoid;
        public readonly bool Rows = rows;
        public readonly int ScoreColumns = scoreColumns;
        public readonly int ScoreAt = scoreAt;
        public readonly int BoxColumns = boxColumns;
        public readonly int BoxAt = boxAt;
        public readonly int Keypoints = keypoints;
    }

    /// <summary>Decodes the part of the outputs that belongs to one grid.</summary>
    public static void Decode(ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points, in Parameters p, ref CandidateBuffer candidates)
    {
        int places = p.GridWidth * p.GridHeight * p.PerCell;
        int step = p.Rows ? 1 : places;
        float least = p.Sigmoid ? HeadMath.LogitAbove(candidates.ScoreThreshold) : MathF.BitIncrement(candidates.ScoreThreshold);
        for (int i = 0; i < places; i++)
        {
            int at = p.Rows ? (p.FirstRow + i) * p.ScoreColumns + p.ScoreAt : p.ScoreAt * places + i;
            int best = 0;
            for (int c = 1; c < p.Classes; c++)
            {
                if (scores[at + c * step] > scores[at + best * step])
                    best = c;
            }
            float score = scores[at + best * step];
            if (!(score >= least))
                continue;
            if (p.Sigmoid)
                score = HeadMath.Sigmoid(score);
            int box = p.Rows ? (p.FirstRow + i) * p.BoxColumns + p.BoxAt : p.BoxAt * places + i;
            (float x, float y) = Point(i / p.PerCell, in p);
            float left = Distance(boxes, box, step, p.Bins) * p.Scale;
            float top = Distance(boxes, box + p.Bins * step, step, p.Bins) * p.Scale;
            float right = Distance(boxes, box + 2 * p.Bins * step, step, p.Bins) * p.Scale;
            float bottom = Distance(boxes, box + 3 * p.Bins * step, step, p.Bins) * p.Scale;
            candidates.Add(x - left, y - top, left + right, top + bottom, score, best, p.FirstPlace + i);
        }
    }

    /// <summary>Decodes the points of the object at a place, rows of x, y; false where the place is in another grid.</summary>
    public static bool Keypoints(ReadOnlySpan<float> scores, ReadOnlySpan<float> boxes, ReadOnlySpan<float> points, in Parameters p, int place, Span<Landmark> found)
    {
        int i = place - p.FirstPlace;
        if (i < 0 || i >= p.GridWidth * p.GridHeight * p.PerCell)
            return false;
        (float x, float y) = Point(i / p.PerCell, in p);
        ReadOnlySpan<float> t = points.Slice((p.FirstRow + i) * 2 * p.Keypoints, 2 * p.Keypoints);
        for (int k = 0; k < p.Keypoints; k++)
            found[k] = new Landmark { X = x + t[2 * k] * p.Scale, Y = y + t[2 * k + 1] * p.Scale, Visibility = 1f };
        return true;
    }

    private static (float X, float Y) Point(int cell, in Parameters p)
    {
        int row = cell / p.GridWidth;
        return ((cell - row * p.GridWidth + p.Offset) * p.Stride, (row + p.Offset) * p.Stride);
    }

    private static float Distance(ReadOnlySpan<float> values, int at, int step, int bins)
    {
        if (bins == 1)
            return values[at];
        float most = values[at];
        for (int b = 1; b < bins; b++)
        {
            if (values[at + b * step] > most)
                most = values[at + b * step];
        }
        double sum = 0, weighted = 0;
        for (int b = 0; b < bins; b++)
        {
            double share = HeadMath.ExpDouble((double)values[at + b * step] - most);
            sum += share;
            weighted += share * b;
        }
        return (float)(weighted / sum);
    }
}
