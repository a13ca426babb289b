namespace YoloGen.Training.Loss;

/// <summary>Complete IoU (Zheng et al. 2020): IoU less the distance of the centres and the difference of the aspect ratios.</summary>
internal static class CompleteIou
{
    /// <summary>CIoU of a predicted and a labelled box, each centre and size, with derivatives by the prediction's variables.</summary>
    public static Dual4 Of(Dual4 x, Dual4 y, Dual4 w, Dual4 h, double labelX, double labelY, double labelW, double labelH, out double iou)
    {
        const double Epsilon = 1e-9;
        Dual4 left = x - w * 0.5, right = x + w * 0.5, top = y - h * 0.5, bottom = y + h * 0.5;
        double labelLeft = labelX - labelW / 2, labelRight = labelX + labelW / 2, labelTop = labelY - labelH / 2, labelBottom = labelY + labelH / 2;
        Dual4 overlapWidth = Dual4.Max(Dual4.Min(right, labelRight) - Dual4.Max(left, labelLeft), 0);
        Dual4 overlapHeight = Dual4.Max(Dual4.Min(bottom, labelBottom) - Dual4.Max(top, labelTop), 0);
        Dual4 overlap = overlapWidth * overlapHeight;
        Dual4 ratio = overlap / (w * h + labelW * labelH - overlap + Epsilon);
        iou = ratio.Value;

        Dual4 hullWidth = Dual4.Max(right, labelRight) - Dual4.Min(left, labelLeft), hullHeight = Dual4.Max(bottom, labelBottom) - Dual4.Min(top, labelTop);
        Dual4 dx = x - labelX, dy = y - labelY;
        Dual4 distance = (dx * dx + dy * dy) / (hullWidth * hullWidth + hullHeight * hullHeight + Epsilon);
        Dual4 angle = (w / (h + Epsilon)).Atan() - Math.Atan(labelW / (labelH + Epsilon));
        Dual4 aspect = angle * angle * (4 / (Math.PI * Math.PI));
        double weight = aspect.Value / (1 - iou + aspect.Value + Epsilon); // a constant in the gradient, as in the paper
        return ratio - distance - aspect * weight;
    }
}
