namespace YoloGen.Training.Evaluation;

/// <summary>A detected object: class, score, and corners in pixels.</summary>
internal readonly record struct Detection(int Class, float Score, float Left, float Top, float Right, float Bottom)
{
    public float Iou(in Detection other)
    {
        float w = Math.Min(Right, other.Right) - Math.Max(Left, other.Left), h = Math.Min(Bottom, other.Bottom) - Math.Max(Top, other.Top);
        if (w <= 0 || h <= 0)
            return 0;
        float overlap = w * h;
        return overlap / ((Right - Left) * (Bottom - Top) + (other.Right - other.Left) * (other.Bottom - other.Top) - overlap);
    }
}
