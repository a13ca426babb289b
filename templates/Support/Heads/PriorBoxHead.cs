#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Boxes as offsets to priors (SSD, UltraFace and RetinaFace before decoding), the cells of one grid as rows of the outputs: offsets [N, 4],
/// scores [N, C], points [N, 2 * points]. A cell has a prior for each of the anchors, centred in it; TensorFlow writes y before x.
/// <code>
/// centre = prior + t * centreVariance * size of the prior      size = prior * exp(t * sizeVariance)      point = prior + t * centreVariance * size
/// </code>
/// Formulas: Liu et al., SSD; Deng et al., RetinaFace.
/// </summary>
internal static class PriorBoxHead
{
    /// <summary>Constants of one grid: its first row, its size, what is to be done to scores (0 nothing, 1 sigmoid, 2 softmax), and how far right and down centres may lie.</summary>
    internal readonly struct Parameters(
        int firstRow, int gridWidth, int gridHeight, int scoreColumns, bool hasBackground, int activation, float strideX, float strideY, float centerVariance, float sizeVariance, int keypoints, bool yFirst, float limitX, float limitY)
    {
        public readonly int FirstRow = firstRow;
        public readonly int GridWidth = gridWidth;
        public readonly int GridHeight = gridHeight;
        public readonly int ScoreColumns = scoreColumns;
        public readonly bool HasBackground = hasBackground;
        public readonly int Activation = activation;
        public readonly float StrideX = strideX;
        public readonly float StrideY = strideY;
        public readonly float CenterVariance = centerVariance;
        public readonly float SizeVariance = sizeVariance;
        public readonly int Keypoints = keypoints;
        public readonly bool YFirst = yFirst;
        public readonly float LimitX = limitX;
        public readonly float LimitY = limitY;
    }

    /// <summary>Decodes the part of the outputs that belongs to one grid; <paramref name="anchors"/> holds width, height in input pixels.</summary>
    public static void Decode(
        ReadOnlySpan<float> offsets, ReadOnlySpan<float> scores, ReadOnlySpan<float> points, in Parameters p, scoped ReadOnlySpan<float> anchors, ref CandidateBuffer candidates)
    {
        int first = p.HasBackground ? 1 : 0;
        int perCell = anchors.Length / 2;
        for (int i = 0; i < p.GridWidth * p.GridHeight * perCell; i++)
        {
            int row = p.FirstRow + i;
            ReadOnlySpan<float> values = scores.Slice(row * p.ScoreColumns, p.ScoreColumns);
            int best = first;
            for (int c = first + 1; c < values.Length; c++)
            {
                if (values[c] > values[best])
                    best = c;
            }
            float score = Score(values, best, p.Activation);
            if (!(score > candidates.ScoreThreshold))
                continue;
            (float x, float y) = Center(i / perCell, in p);
            float width = anchors[i % perCell * 2];
            float height = anchors[i % perCell * 2 + 1];
            ReadOnlySpan<float> t = offsets.Slice(row * 4, 4);
            int across = p.YFirst ? 1 : 0, down = 1 - across;
            candidates.AddCentered(
                x + t[across] * p.CenterVariance * width,
                y + t[down] * p.CenterVariance * height,
                width * HeadMath.Exp(t[2 + across] * p.SizeVariance),
                height * HeadMath.Exp(t[2 + down] * p.SizeVariance),
                score,
                best - first,
                row);
        }
    }

    /// <summary>Decodes the points of the object at a place; false where the place is in another grid.</summary>
    public static bool Keypoints(
        ReadOnlySpan<float> offsets, ReadOnlySpan<float> scores, ReadOnlySpan<float> points, in Parameters p, scoped ReadOnlySpan<float> anchors, int place, Span<Landmark> found)
    {
        int perCell = anchors.Length / 2;
        int i = place - p.FirstRow;
        if (i < 0 || i >= p.GridWidth * p.GridHeight * perCell)
            return false;
        (float x, float y) = Center(i / perCell, in p);
        ReadOnlySpan<float> t = points.Slice(place * 2 * p.Keypoints, 2 * p.Keypoints);
        for (int k = 0; k < p.Keypoints; k++)
        {
            found[k] = new Landmark
            {
                X = x + t[2 * k] * p.CenterVariance * anchors[i % perCell * 2],
                Y = y + t[2 * k + 1] * p.CenterVariance * anchors[i % perCell * 2 + 1],
                Visibility = 1f,
            };
        }
        return true;
    }

    private static (float X, float Y) Center(int cell, in Parameters p)
    {
        int row = cell / p.GridWidth;
        float x = (cell - row * p.GridWidth + 0.5f) * p.StrideX, y = (row + 0.5f) * p.StrideY;
        return (x > p.LimitX ? p.LimitX : x, y > p.LimitY ? p.LimitY : y);
    }

    private static float Score(ReadOnlySpan<float> values, int best, int activation)
    {
        if (activation == 0)
            return values[best];
        if (activation == 1)
            return HeadMath.Sigmoid(values[best]);
        double sum = 0;
        for (int c = 0; c < values.Length; c++)
            sum += HeadMath.ExpDouble((double)values[c] - values[best]);
        return (float)(1.0 / sum);
    }
}
