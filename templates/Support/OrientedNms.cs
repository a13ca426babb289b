#nullable enable
using System;

namespace YoloGen.Generated;

/// <summary>
/// Class-wise suppression of boxes with an angle, in place, without allocation and the same on every machine. As Ultralytics does it: the overlap is the
/// probabilistic IoU of two Gaussian distributions (Llerena and others, arXiv 2106.06072; batch_probiou), and a box is dropped if any better one of its class,
/// kept or not, reaches the threshold (fast NMS; Bolya and others, YOLACT).
/// </summary>
internal static class OrientedNms
{
    private const double Epsilon = 1e-7;

    /// <summary>
    /// Moves the surviving candidates, best first, to the front of <paramref name="candidates"/> and returns how many they are, at most <paramref name="maxKept"/>.
    /// </summary>
    public static int Run(Span<Candidate> candidates, float iouThreshold, int maxKept)
    {
        Nms.Sort(candidates);
        double rest = 1.0 - (double)iouThreshold;
        double farthest = -HeadMath.LogDouble(1.0 + Epsilon - rest * rest);
        int kept = 0;

        // From the worst on: what a box is compared with still stands where it was sorted to.
        for (int i = candidates.Length - 1; i >= 0; i--)
            candidates[i].Order = Overlaps(candidates.Slice(0, i), candidates[i], iouThreshold, farthest) ? -1 : 0;
        for (int i = 0; i < candidates.Length && kept < maxKept; i++)
        {
            if (candidates[i].Order == 0)
                candidates[kept++] = candidates[i];
        }
        return kept;
    }

    /// <summary>
    /// Probabilistic IoU: 1 - sqrt(1 - e^-d), d the Bhattacharyya distance of the boxes' Gaussians, whose variances are a twelfth of the squared sides.
    /// </summary>
    public static double ProbabilisticIou(in Candidate p, in Candidate q)
    {
        Covariance(p, out double a1, out double b1, out double c1);
        Covariance(q, out double a2, out double b2, out double c2);
        double dx = (p.X + p.Width / 2.0) - (q.X + q.Width / 2.0), dy = (p.Y + p.Height / 2.0) - (q.Y + q.Height / 2.0);
        double a = a1 + a2, b = b1 + b2, c = c1 + c2, determinant = a * b - c * c;
        double t1 = 0.25 * (a * dy * dy + b * dx * dx) / (determinant + Epsilon);
        double t2 = -0.5 * (c * dx * dy) / (determinant + Epsilon);
        double own = Math.Sqrt(Math.Max(a1 * b1 - c1 * c1, 0.0) * Math.Max(a2 * b2 - c2 * c2, 0.0));
        double t3 = 0.5 * HeadMath.LogDouble(Math.Max(determinant, 0.0) / (4.0 * own + Epsilon) + Epsilon);
        double distance = Math.Min(Math.Max(t1 + t2 + t3, Epsilon), 100.0);
        return 1.0 - Math.Sqrt(1.0 - HeadMath.ExpDouble(-distance) + Epsilon);
    }

    private static bool Overlaps(Span<Candidate> better, in Candidate candidate, float iouThreshold, double farthest)
    {
        double x = candidate.X + candidate.Width / 2.0, y = candidate.Y + candidate.Height / 2.0, size = Largest(candidate);
        for (int i = 0; i < better.Length; i++)
        {
            ref readonly Candidate other = ref better[i];
            if (other.ClassId != candidate.ClassId)
                continue;

            // The distance is at least d^2 / (4 * (largest variances)): most boxes are too far away, with room for the epsilons.
            double dx = other.X + other.Width / 2.0 - x, dy = other.Y + other.Height / 2.0 - y;
            if (dx * dx + dy * dy <= 8.0 * (size + Largest(other)) * farthest + 1.0 && ProbabilisticIou(candidate, other) >= iouThreshold)
                return true;
        }
        return false;
    }

    private static double Largest(in Candidate c)
    {
        double side = Math.Max(c.Width, c.Height);
        return side * side / 12.0;
    }

    private static void Covariance(in Candidate c, out double xx, out double yy, out double xy)
    {
        (double sin, double cos) = AngleMath.SinCos(c.Angle);
        double along = (double)c.Width * c.Width / 12.0, across = (double)c.Height * c.Height / 12.0;
        xx = along * cos * cos + across * sin * sin;
        yy = along * sin * sin + across * cos * cos;
        xy = (along - across) * cos * sin;
    }
}
