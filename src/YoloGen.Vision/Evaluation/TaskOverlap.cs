using YoloGen.Generated;

namespace YoloGen.Vision;

/// <summary>How much a found object and a labelled one are the same, 0 to 1, for tasks whose objects are more than boxes.</summary>
internal static class TaskOverlap
{
    /// <summary>How far apart two people put each of the seventeen points of COCO, as shares of the object's size (OKS_SIGMA).</summary>
    private static readonly double[] CocoSigmas = [0.026, 0.025, 0.025, 0.035, 0.035, 0.079, 0.079, 0.072, 0.072, 0.062, 0.062, 0.107, 0.107, 0.087, 0.087, 0.089, 0.089];

    /// <summary>
    /// Object keypoint similarity: the mean over the labelled points of e^(-d^2 / (2 s^2 k^2)), s^2 the object's area (0.53 of its box, as Ultralytics takes it)
    /// and k twice the point's deviation: COCO's, or one over their number.
    /// </summary>
    public static double Keypoints(IReadOnlyList<DetectedPoint> found, TaskLabel label)
    {
        IReadOnlyList<DetectedPoint> points = label.Keypoints!;
        double area = 0.53 * label.Box.Width * label.Box.Height + 1e-7, sum = 0;
        int seen = 0;
        for (int k = 0; k < points.Count; k++)
        {
            if (points[k].Visibility == 0)
            {
                continue;
            }

            double sigma = points.Count == CocoSigmas.Length ? CocoSigmas[k] : 1.0 / points.Count;
            double dx = found[k].X - points[k].X, dy = found[k].Y - points[k].Y;
            sum += HeadMath.ExpDouble(-(dx * dx + dy * dy) / (2 * area * 4 * sigma * sigma));
            seen++;
        }

        return seen == 0 ? 0 : sum / seen;
    }

    /// <summary>The probabilistic IoU by which Ultralytics suppresses and scores boxes with an angle.</summary>
    public static double Probabilistic(OrientedBox a, OrientedBox b) => OrientedNms.ProbabilisticIou(Of(a), Of(b));

    /// <summary>The area that two boxes with an angle share, by the area of both.</summary>
    public static double Polygons(OrientedBox a, OrientedBox b)
    {
        double shared = Math.Abs(Area(Clipped(a.Corners(), b.Corners()))), all = (double)a.Width * a.Height + (double)b.Width * b.Height - shared;
        return all > 0 ? shared / all : 0;
    }

    private static Candidate Of(OrientedBox b) => new() { X = b.CenterX - b.Width / 2f, Y = b.CenterY - b.Height / 2f, Width = b.Width, Height = b.Height, Angle = b.Angle };

    /// <summary>What of a polygon lies inside a convex one, cut off side by side (Sutherland and Hodgman).</summary>
    private static IReadOnlyList<(double X, double Y)> Clipped((double X, double Y)[] polygon, (double X, double Y)[] convex)
    {
        double turn = Area(convex) < 0 ? -1 : 1;
        List<(double X, double Y)> left = [.. polygon];
        for (int i = 0; i < convex.Length && left.Count > 0; i++)
        {
            (double X, double Y) from = convex[i], to = convex[(i + 1) % convex.Length];
            double Side((double X, double Y) p) => turn * ((to.X - from.X) * (p.Y - from.Y) - (to.Y - from.Y) * (p.X - from.X));
            var kept = new List<(double X, double Y)>();
            for (int j = 0; j < left.Count; j++)
            {
                (double X, double Y) p = left[j], q = left[(j + 1) % left.Count];
                double sp = Side(p), sq = Side(q);
                if (sp >= 0)
                {
                    kept.Add(p);
                }

                if (sp > 0 && sq < 0 || sp < 0 && sq > 0)
                {
                    double t = sp / (sp - sq);
                    kept.Add((p.X + t * (q.X - p.X), p.Y + t * (q.Y - p.Y)));
                }
            }

            left = kept;
        }

        return left;
    }

    private static double Area(IReadOnlyList<(double X, double Y)> p)
        => Enumerable.Range(0, p.Count).Sum(i => p[i].X * p[(i + 1) % p.Count].Y - p[(i + 1) % p.Count].X * p[i].Y) / 2;
}
