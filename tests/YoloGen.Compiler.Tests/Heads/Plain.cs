namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Decoders and suppression a second time, in double precision and as plainly as their papers and repositories write them.</summary>
internal static class Plain
{
    public sealed record Box(double X1, double Y1, double X2, double Y2, double Score, int ClassId, (double X, double Y, double Visibility)[] Points);

    private static readonly double[][] Yolov5Anchors = [[10, 13, 16, 30, 33, 23], [30, 61, 62, 45, 59, 119], [116, 90, 156, 198, 373, 326]];

    /// <summary>[4 + classes + points, N].</summary>
    public static IEnumerable<Box> Columns(float[] o, int classes, int points, int numbers)
    {
        int n = o.Length / (4 + classes + (points * numbers));
        for (int i = 0; i < n; i++)
        {
            double At(int row) => o[(row * n) + i];
            (double score, int best) = Best([.. Enumerable.Range(0, classes).Select(c => At(4 + c))]);
            int first = 4 + classes;
            yield return Centered(At(0), At(1), At(2), At(3), score, best, [.. Enumerable.Range(0, points).Select(k =>
                (At(first + (k * numbers)), At(first + (k * numbers) + 1), numbers == 3 ? At(first + (k * numbers) + 2) : 1.0))]);
        }
    }

    /// <summary>[N, 5 + 2 * points + classes], three classes.</summary>
    public static IEnumerable<Box> Rows(float[] o, int points) => o.Chunk(8 + (2 * points)).Select(r =>
    {
        (double score, int best) = Best([.. r[(5 + (2 * points))..].Select(v => (double)v)]);
        return Centered(r[0], r[1], r[2], r[3], r[4] * score, best, []);
    });

    public static IEnumerable<Box> Yolov5Raw(float[] o, int width, int height, bool activated)
    {
        double S(double x) => activated ? x : Sigmoid(x);
        float[][] rows = [.. o.Chunk(8)];
        int at = 0;
        for (int level = 0; level < 3; level++)
        {
            int stride = 8 << level;
            for (int a = 0; a < 3; a++)
            {
                for (int y = 0; y < height / stride; y++)
                {
                    for (int x = 0; x < width / stride; x++)
                    {
                        double[] r = [.. rows[at++].Select(v => S(v))];
                        (double score, int best) = Best(r[5..]);
                        yield return Centered(
                            ((2 * r[0]) - 0.5 + x) * stride, ((2 * r[1]) - 0.5 + y) * stride,
                            Math.Pow(2 * r[2], 2) * Yolov5Anchors[level][2 * a], Math.Pow(2 * r[3], 2) * Yolov5Anchors[level][(2 * a) + 1], r[4] * score, best, []);
                    }
                }
            }
        }
    }

    public static IEnumerable<Box> Yolox(float[] o, int width, int height)
    {
        float[][] rows = [.. o.Chunk(7)];
        int at = 0;
        foreach (int stride in (int[])[8, 16, 32])
        {
            for (int i = 0; i < width / stride * (height / stride); i++)
            {
                float[] r = rows[at++];
                (double score, int best) = Best([r[5], r[6]]);
                yield return Centered((r[0] + (i % (width / stride))) * stride, (r[1] + (i / (width / stride))) * stride, Math.Exp(r[2]) * stride, Math.Exp(r[3]) * stride, r[4] * score, best, []);
            }
        }
    }

    /// <summary>Boxes [N, 4] and scores [N, C] or [C, N].</summary>
    public static IEnumerable<Box> BoxesAndScores(float[] boxes, float[] scores, int classes, bool planes, bool yFirst, bool centered)
    {
        int n = boxes.Length / 4;
        for (int i = 0; i < n; i++)
        {
            (double score, int best) = Best([.. Enumerable.Range(0, classes).Select(c => (double)scores[planes ? (c * n) + i : (i * classes) + c])]);
            float[] b = yFirst ? [boxes[(4 * i) + 1], boxes[4 * i], boxes[(4 * i) + 3], boxes[(4 * i) + 2]] : boxes[(4 * i)..((4 * i) + 4)];
            yield return centered ? Centered(b[0], b[1], b[2], b[3], score, best, []) : new Box(b[0], b[1], b[2], b[3], score, best, []);
        }
    }

    /// <summary>Greedy, class by class, of the boxes that show in the photo, clipped to it.</summary>
    public static Box[] Suppress(IEnumerable<Box> boxes, double least, double most, int width, int height)
    {
        var kept = new List<Box>();
        bool Shows(Box b) => Math.Min(b.X2, width) > Math.Max(b.X1, 0) && Math.Min(b.Y2, height) > Math.Max(b.Y1, 0);
        foreach (Box box in boxes.Where(b => b.Score > least && Shows(b)).OrderByDescending(b => b.Score))
        {
            if (!kept.Any(k => k.ClassId == box.ClassId && Iou(k, box) > most))
            {
                kept.Add(box);
            }
        }

        return [.. kept.Select(b => b with { X1 = Math.Max(b.X1, 0), Y1 = Math.Max(b.Y1, 0), X2 = Math.Min(b.X2, width), Y2 = Math.Min(b.Y2, height) })];
    }

    public static Box Centered(double x, double y, double w, double h, double score, int classId, (double, double, double)[] points)
        => new(x - (w / 2), y - (h / 2), x + (w / 2), y + (h / 2), score, classId, points);

    public static (double Score, int Class) Best(double[] scores) => (scores.Max(), Array.IndexOf(scores, scores.Max()));

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Iou(Box a, Box b)
    {
        double w = Math.Min(a.X2, b.X2) - Math.Max(a.X1, b.X1), h = Math.Min(a.Y2, b.Y2) - Math.Max(a.Y1, b.Y1);
        if (w <= 0 || h <= 0)
        {
            return 0;
        }

        return w * h / (((a.X2 - a.X1) * (a.Y2 - a.Y1)) + ((b.X2 - b.X1) * (b.Y2 - b.Y1)) - (w * h));
    }
}
