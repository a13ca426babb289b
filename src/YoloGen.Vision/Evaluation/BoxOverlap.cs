namespace YoloGen.Vision;

/// <summary>Intersection over union, in double precision.</summary>
internal static class BoxOverlap
{
    public static double Iou(in DetectedBox a, in LabelledBox b)
    {
        double width = Math.Min((double)a.X + a.Width, (double)b.X + b.Width) - Math.Max(a.X, b.X);
        double height = Math.Min((double)a.Y + a.Height, (double)b.Y + b.Height) - Math.Max(a.Y, b.Y);
        if (!(width > 0) || !(height > 0))
            return 0;
        double intersection = width * height;
        return intersection / ((double)a.Width * a.Height + (double)b.Width * b.Height - intersection);
    }
}
