namespace YoloGen.Vision;

/// <summary>Area under a precision-recall curve.</summary>
internal static class AveragePrecision
{
    /// <summary>Computes the area; both curves have one point for each found box, best score first.</summary>
    public static double Of(ReadOnlySpan<double> recall, ReadOnlySpan<double> precision, AveragePrecisionMethod method)
    {
        if (recall.Length == 0)
            return 0;
        double[] envelope = precision.ToArray();
        for (int i = envelope.Length - 2; i >= 0; i--)
            envelope[i] = Math.Max(envelope[i], envelope[i + 1]);
        return method switch
        {
            AveragePrecisionMethod.Coco => Coco(recall, envelope),
            AveragePrecisionMethod.AllPoints => AllPoints(recall, envelope),
            _ => Ultralytics(recall, envelope),
        };
    }

    private static double AllPoints(ReadOnlySpan<double> recall, double[] envelope)
    {
        double area = 0;
        double before = 0;
        for (int i = 0; i < recall.Length; i++)
        {
            area += (recall[i] - before) * envelope[i];
            before = recall[i];
        }
        return area;
    }

    private static double Coco(ReadOnlySpan<double> recall, double[] envelope)
    {
        double sum = 0;
        int at = 0;
        for (int point = 0; point <= 100; point++)
        {
            while (at < recall.Length && recall[at] < point / 100.0)
                at++;
            if (at == recall.Length)
                break;
            sum += envelope[at];
        }
        return sum / 101;
    }

    /// <summary>The curve starts at recall 0 with the highest precision (1), and falls to 0 at the last recall.</summary>
    private static double Ultralytics(ReadOnlySpan<double> recall, double[] envelope)
    {
        int n = recall.Length;
        double[] x = [0, .. recall, recall[n - 1], 1];
        double[] y = [1, .. envelope, 0, 0];
        double area = 0;
        double before = 0;
        int at = 0;
        for (int point = 0; point <= 100; point++)
        {
            double r = point / 100.0;
            while (at + 1 < x.Length && x[at + 1] <= r)
                at++;
            double value = at + 1 == x.Length ? y[at] : y[at] + (y[at + 1] - y[at]) * ((r - x[at]) / (x[at + 1] - x[at]));
            if (point > 0)
                area += (before + value) / 200;
            before = value;
        }
        return area;
    }
}
