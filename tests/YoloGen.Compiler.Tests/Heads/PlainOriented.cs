namespace YoloGen.Compiler.Tests.Heads;

/// <summary>Boxes with an angle a second time, in double precision, as Ultralytics writes them (batch_probiou, TorchNMS.fast_nms, regularize_rboxes).</summary>
internal static class PlainOriented
{
    public sealed record Box(double X, double Y, double Width, double Height, double Angle, double Score, int ClassId);

    /// <summary>[4 + classes + 1, N].</summary>
    public static IEnumerable<Box> Columns(float[] o, int classes)
    {
        int n = o.Length / (5 + classes);
        for (int i = 0; i < n; i++)
        {
            double At(int row) => o[(row * n) + i];
            (double score, int best) = Plain.Best([.. Enumerable.Range(0, classes).Select(c => At(4 + c))]);
            yield return new Box(At(0), At(1), At(2), At(3), At(4 + classes), score, best);
        }
    }

    /// <summary>Boxes that no better one of their class overlaps, with angles from 0 to pi / 2.</summary>
    public static Box[] Suppress(IEnumerable<Box> boxes, double least, double most, int width, int height)
    {
        Box[] sorted = [.. boxes.Where(b => b.Score > least && Shows(b, width, height)).OrderByDescending(b => b.Score)];
        return [.. sorted.Where((b, i) => !sorted.Take(i).Any(o => o.ClassId == b.ClassId && ProbIou(o, b) >= most)).Select(Regular)];
    }

    public static double ProbIou(Box p, Box q)
    {
        const double Eps = 1e-7;
        (double a1, double b1, double c1) = Covariance(p);
        (double a2, double b2, double c2) = Covariance(q);
        double d = ((a1 + a2) * (b1 + b2)) - Math.Pow(c1 + c2, 2);
        double t1 = (((a1 + a2) * Math.Pow(p.Y - q.Y, 2)) + ((b1 + b2) * Math.Pow(p.X - q.X, 2))) / (d + Eps) * 0.25;
        double t2 = (c1 + c2) * (q.X - p.X) * (p.Y - q.Y) / (d + Eps) * 0.5;
        double t3 = Math.Log((d / ((4 * Math.Sqrt(Math.Max((a1 * b1) - (c1 * c1), 0) * Math.Max((a2 * b2) - (c2 * c2), 0))) + Eps)) + Eps) * 0.5;
        double bd = Math.Clamp(t1 + t2 + t3, Eps, 100);
        return 1 - Math.Sqrt(1 - Math.Exp(-bd) + Eps);
    }

    public static (double X, double Y)[] Corners(Box b)
    {
        double c = Math.Cos(b.Angle), s = Math.Sin(b.Angle);
        (double X, double Y) v1 = (b.Width / 2 * c, b.Width / 2 * s), v2 = (-b.Height / 2 * s, b.Height / 2 * c);
        return [(b.X + v1.X + v2.X, b.Y + v1.Y + v2.Y), (b.X + v1.X - v2.X, b.Y + v1.Y - v2.Y), (b.X - v1.X - v2.X, b.Y - v1.Y - v2.Y), (b.X - v1.X + v2.X, b.Y - v1.Y + v2.Y)];
    }

    private static Box Regular(Box b)
    {
        double angle = ((b.Angle % Math.PI) + Math.PI) % Math.PI;
        return angle >= Math.PI / 2 ? b with { Width = b.Height, Height = b.Width, Angle = angle - (Math.PI / 2) } : b with { Angle = angle };
    }

    private static (double A, double B, double C) Covariance(Box b)
    {
        double x = b.Width * b.Width / 12, y = b.Height * b.Height / 12, c = Math.Cos(b.Angle), s = Math.Sin(b.Angle);
        return ((x * c * c) + (y * s * s), (x * s * s) + (y * c * c), (x - y) * c * s);
    }

    private static bool Shows(Box b, int width, int height)
    {
        (double X, double Y)[] corners = Corners(b);
        return corners.Max(c => c.X) > 0 && corners.Min(c => c.X) < width && corners.Max(c => c.Y) > 0 && corners.Min(c => c.Y) < height;
    }
}
