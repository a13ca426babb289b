namespace YoloGen.Vision.Tests.Evaluation;

/// <summary>
/// A second evaluator, written from the description of the metric and not from the first: it works class by class and threshold by
/// threshold over one long list, looks every interpolation point up by scanning, and shares no code with the first.
/// </summary>
internal static class SecondEvaluator
{
    internal sealed record Prediction(int Image, DetectedBox Box, int Position);

    public static double AveragePrecision(IReadOnlyList<EvaluationImage> images, int classId, double iouThreshold, AveragePrecisionMethod method)
    {
        (List<double> recall, List<double> precision) = Curve(images, classId, iouThreshold);
        if (images.Sum(i => i.Labels.Count(l => l.ClassId == classId)) == 0)
            return double.NaN;
        if (recall.Count == 0)
            return 0;
        double PrecisionFrom(double r) => Enumerable.Range(0, recall.Count).Where(i => recall[i] >= r).Select(i => precision[i]).DefaultIfEmpty(0).Max();
        if (method == AveragePrecisionMethod.Coco)
            return Enumerable.Range(0, 101).Average(p => PrecisionFrom(p / 100.0));
        if (method == AveragePrecisionMethod.AllPoints)
        {
            double[] levels = [0, .. recall.Distinct().Order()];
            return Enumerable.Range(1, levels.Length - 1).Sum(i => (levels[i] - levels[i - 1]) * PrecisionFrom(levels[i]));
        }
        double[] heights = [.. Enumerable.Range(0, 101).Select(p => Interpolated(p / 100.0))];
        return Enumerable.Range(1, 100).Sum(p => (heights[p - 1] + heights[p]) / 2 * 0.01);

        // numpy.interp over the points (0, 1), the envelope, (last recall, 0), (1, 0): of points at the same recall the last one counts.
        double Interpolated(double r)
        {
            var points = new List<(double X, double Y)> { (0, 1) };
            for (int i = 0; i < recall.Count; i++)
                points.Add((recall[i], precision.Skip(i).Max()));
            points.Add((recall[^1], 0));
            points.Add((1, 0));
            int left = points.FindLastIndex(p => p.X <= r);
            if (left == points.Count - 1 || points[left].X == r)
                return points[left].Y;
            (double x0, double y0) = points[left];
            (double x1, double y1) = points[left + 1];
            return y0 + (y1 - y0) * (r - x0) / (x1 - x0);
        }
    }

    public static (List<double> Recall, List<double> Precision) Curve(IReadOnlyList<EvaluationImage> images, int classId, double iouThreshold)
    {
        var all = new List<Prediction>();
        for (int i = 0; i < images.Count; i++)
        {
            // Within a photo, better scores first; equal scores in the order given; then photos one after the other.
            foreach (DetectedBox box in images[i].Found.Where(b => b.ClassId == classId).OrderByDescending(b => b.Score))
                all.Add(new Prediction(i, box, all.Count));
        }
        all.Sort((a, b) => a.Box.Score != b.Box.Score ? b.Box.Score.CompareTo(a.Box.Score) : a.Position.CompareTo(b.Position));
        int total = images.Sum(i => i.Labels.Count(l => l.ClassId == classId));
        var used = new HashSet<(int, int)>();
        var recall = new List<double>();
        var precision = new List<double>();
        double tp = 0;
        double fp = 0;
        foreach (Prediction prediction in all)
        {
            IReadOnlyList<LabelledBox> labels = images[prediction.Image].Labels;
            int best = -1;
            for (int j = 0; j < labels.Count; j++)
            {
                if (labels[j].ClassId == classId && Iou(prediction.Box, labels[j]) > 0 && (best < 0 || Iou(prediction.Box, labels[j]) > Iou(prediction.Box, labels[best])))
                    best = j;
            }
            if (best >= 0 && Iou(prediction.Box, labels[best]) >= iouThreshold && used.Add((prediction.Image, best)))
                tp++;
            else
                fp++;
            recall.Add(total == 0 ? 0 : tp / total);
            precision.Add(tp / (tp + fp));
        }
        return (recall, precision);
    }

    private static double Iou(DetectedBox a, LabelledBox b)
    {
        double left = Math.Max(a.X, b.X);
        double top = Math.Max(a.Y, b.Y);
        double right = Math.Min((double)a.X + a.Width, (double)b.X + b.Width);
        double bottom = Math.Min((double)a.Y + a.Height, (double)b.Y + b.Height);
        if (right <= left || bottom <= top)
            return 0;
        double both = (right - left) * (bottom - top);
        return both / ((double)a.Width * a.Height + (double)b.Width * b.Height - both);
    }
}
