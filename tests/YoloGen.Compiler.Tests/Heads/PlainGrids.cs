using Box = YoloGen.Compiler.Tests.Heads.Plain.Box;

namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Decoders of the heads with a grid for each stride, in double precision.</summary>
internal static class PlainGrids
{
    /// <summary>Each place of the grids: its number, column, row, stride, and which of the cell's places it is.</summary>
    private static IEnumerable<(int Place, int Level, int X, int Y, int Stride, int A)> Places(int width, int height, int[] strides, int[] perCell)
    {
        int place = 0;
        for (int level = 0; level < strides.Length; level++)
        {
            int s = strides[level], w = width / s, h = height / s;
            for (int i = 0; i < w * h * perCell[level]; i++, place++)
            {
                int cell = i / perCell[level];
                yield return (place, level, cell % w, cell / w, s, i % perCell[level]);
            }
        }
    }

    public static IEnumerable<Box> Priors(float[] boxes, float[] scores, float[]? points, int width, int height, int[] strides, double[][] sizes)
    {
        int columns = scores.Length / (boxes.Length / 4);
        foreach ((int p, int level, int x, int y, int s, int a) in Places(width, height, strides, [.. sizes.Select(z => z.Length)]))
        {
            double size = sizes[level][a], px = (x + 0.5) * s, py = (y + 0.5) * s;
            (double score, int best) = Plain.Best([.. Enumerable.Range(1, columns - 1).Select(c => (double)scores[(p * columns) + c])]);
            (double, double, double)[] landmarks = points is null ? [] : [.. Enumerable.Range(0, 5).Select(k =>
                (px + (points[(p * 10) + (2 * k)] * 0.1 * size), py + (points[(p * 10) + (2 * k) + 1] * 0.1 * size), 1.0))];
            yield return Plain.Centered(
                px + (boxes[4 * p] * 0.1 * size), py + (boxes[(4 * p) + 1] * 0.1 * size), size * Math.Exp(boxes[(4 * p) + 2] * 0.2), size * Math.Exp(boxes[(4 * p) + 3] * 0.2), score, best, landmarks);
        }
    }

    public static IEnumerable<Box> Scrfd(float[][] o, int width, int height)
    {
        float[] scores = [.. o[..3].SelectMany(v => v)], boxes = [.. o[3..6].SelectMany(v => v)], points = [.. o[6..].SelectMany(v => v)];
        foreach ((int p, _, int x, int y, int s, _) in Places(width, height, [8, 16, 32], [2, 2, 2]))
        {
            double cx = x * s, cy = y * s;
            double D(int k) => boxes[(4 * p) + k] * s;
            yield return new(cx - D(0), cy - D(1), cx + D(2), cy + D(3), scores[p], 0, [.. Enumerable.Range(0, 5).Select(k => (cx + (points[(10 * p) + (2 * k)] * s), cy + (points[(10 * p) + (2 * k) + 1] * s), 1.0))]);
        }
    }

    public static IEnumerable<Box> Yunet(float[][] o, int width, int height)
    {
        float[] Joined(int first) => [.. o[first..(first + 3)].SelectMany(v => v)];
        float[] cls = Joined(0), obj = Joined(3), box = Joined(6), kps = Joined(9);
        foreach ((int p, _, int x, int y, int s, _) in Places(width, height, [8, 16, 32], [1, 1, 1]))
        {
            yield return Plain.Centered(
                (x + box[4 * p]) * s, (y + box[(4 * p) + 1]) * s, Math.Exp(box[(4 * p) + 2]) * s, Math.Exp(box[(4 * p) + 3]) * s, Math.Sqrt((double)cls[p] * obj[p]), 0,
                [.. Enumerable.Range(0, 5).Select(k => ((double)(kps[(10 * p) + (2 * k)] + x) * s, (double)(kps[(10 * p) + (2 * k) + 1] + y) * s, 1.0))]);
        }
    }

    public static IEnumerable<Box> BlazeFace(float[] o, float[] scores, int width, int height, int[] strides, int[] perCell, int points)
    {
        int n = 4 + (2 * points);
        foreach ((int p, _, int x, int y, int s, _) in Places(width, height, strides, perCell))
        {
            double cx = (x + 0.5) * s, cy = (y + 0.5) * s;
            yield return Plain.Centered(
                cx + o[n * p], cy + o[(n * p) + 1], o[(n * p) + 2], o[(n * p) + 3], Plain.Sigmoid(scores[p]), 0,
                [.. Enumerable.Range(0, points).Select(k => (cx + o[(n * p) + 4 + (2 * k)], cy + o[(n * p) + 5 + (2 * k)], 1.0))]);
        }
    }

    /// <summary>Offsets to priors given as centre and size; scores are logits with a background.</summary>
    public static IEnumerable<Box> Ssd(float[] boxes, float[] scores, IReadOnlyList<double[]> priors, bool yFirst, bool sigmoid)
    {
        int columns = scores.Length / priors.Count;
        for (int p = 0; p < priors.Count; p++)
        {
            double[] values = [.. Enumerable.Range(0, columns).Select(c => (double)scores[(p * columns) + c])];
            double sum = values.Sum(Math.Exp);
            (double score, int best) = Plain.Best([.. values.Skip(1).Select(v => sigmoid ? Plain.Sigmoid(v) : Math.Exp(v) / sum)]);
            double[] t = [.. Enumerable.Range(0, 4).Select(i => (double)boxes[(4 * p) + (yFirst ? i ^ 1 : i)])], prior = priors[p];
            yield return Plain.Centered(prior[0] + (t[0] * 0.1 * prior[2]), prior[1] + (t[1] * 0.1 * prior[3]), prior[2] * Math.Exp(t[2] * 0.2), prior[3] * Math.Exp(t[3] * 0.2), score, best, []);
        }
    }

    /// <summary>Distances of 8 bins behind the scores, or in outputs of their own.</summary>
    public static IEnumerable<Box> Distributions(float[] scores, float[] distances, int classes, bool joined, int width, int height, int[] strides, double offset)
    {
        int row = joined ? classes + 32 : classes, boxRow = joined ? classes + 32 : 32, boxAt = joined ? classes : 0;
        foreach ((int p, _, int x, int y, int s, _) in Places(width, height, strides, [.. strides.Select(_ => 1)]))
        {
            (double score, int best) = Plain.Best([.. Enumerable.Range(0, classes).Select(c => (double)scores[(p * row) + c])]);
            double D(int side)
            {
                double[] e = [.. Enumerable.Range(0, 8).Select(b => Math.Exp(distances[(p * boxRow) + boxAt + (side * 8) + b]))];
                return e.Select((v, b) => v * b).Sum() / e.Sum() * s;
            }

            double cx = (x + offset) * s, cy = (y + offset) * s;
            yield return new(cx - D(0), cy - D(1), cx + D(2), cy + D(3), score, best, []);
        }
    }

    public static IEnumerable<Box> RtmDet(float[][] o, int classes, bool pixels, int width, int height)
    {
        for (int level = 0; level < 3; level++)
        {
            int s = 8 << level, w = width / s, cells = w * (height / s);
            for (int i = 0; i < cells; i++)
            {
                (double score, int best) = Plain.Best([.. Enumerable.Range(0, classes).Select(c => (double)o[2 * level][(c * cells) + i])]);
                double D(int side) => o[(2 * level) + 1][(side * cells) + i] * (pixels ? 1.0 : s);
                double cx = i % w * s, cy = i / w * s;
                yield return new(cx - D(0), cy - D(1), cx + D(2), cy + D(3), score, best, []);
            }
        }
    }

    public static IEnumerable<Box> CenterNet(float[][] o, int classes, bool sigmoid, int width, int height)
    {
        int w = width / 4, h = height / 4;
        for (int c = 0; c < classes; c++)
        {
            for (int y = 0; y < h; y++)
            {
                for (int x = 0; x < w; x++)
                {
                    double At(int v, int u) => o[0][(((c * h) + v) * w) + u];
                    bool peak = Enumerable.Range(-1, 3).All(dy => Enumerable.Range(-1, 3).All(dx => y + dy < 0 || y + dy >= h || x + dx < 0 || x + dx >= w || At(y + dy, x + dx) <= At(y, x)));
                    if (peak)
                    {
                        int i = (y * w) + x;
                        yield return Plain.Centered((x + o[2][i]) * 4, (y + o[2][(w * h) + i]) * 4, o[1][i] * 4, o[1][(w * h) + i] * 4, sigmoid ? At(y, x) : Plain.Sigmoid(At(y, x)), c, []);
                    }
                }
            }
        }
    }

    public static IEnumerable<Box> YoloFastest(float[][] o, int classes, int width, int height)
    {
        double[][] anchors = [[12.64, 19.39, 37.88, 51.48, 55.71, 138.31], [126.91, 78.23, 131.57, 214.55, 279.92, 258.87]];
        for (int level = 0; level < 2; level++)
        {
            int s = 16 << level, w = width / s;
            float[][] cells = [.. o[level].Chunk(15 + classes)];
            for (int i = 0; i < cells.Length; i++)
            {
                float[] v = cells[i];
                (double share, int best) = Plain.Best([.. v[15..].Select(f => (double)f)]);
                for (int a = 0; a < 3; a++)
                {
                    yield return Plain.Centered(
                        ((2.0 * v[4 * a]) - 0.5 + (i % w)) * s, ((2.0 * v[(4 * a) + 1]) - 0.5 + (i / w)) * s,
                        Math.Pow(2.0 * v[(4 * a) + 2], 2) * anchors[level][2 * a], Math.Pow(2.0 * v[(4 * a) + 3], 2) * anchors[level][(2 * a) + 1], v[12 + a] * share, best, []);
                }
            }
        }
    }

    /// <summary>Rows of corners, score, class and points.</summary>
    public static IEnumerable<Box> EndToEnd(float[] o, int points, int numbers) => o.Chunk(6 + (points * numbers)).Select(r => new Box(
        r[0], r[1], r[2], r[3], r[4], (int)r[5], [.. Enumerable.Range(0, points).Select(k => ((double)r[6 + (k * numbers)], (double)r[7 + (k * numbers)], numbers == 3 ? r[8 + (k * numbers)] : 1.0))]));
}
