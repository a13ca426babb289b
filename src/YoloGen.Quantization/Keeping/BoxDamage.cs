using YoloGen.Vision;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// What boxes have lost of place and score, as a number that small changes move a little: mAP says whether a box is there, and one of a rare class
/// weighs as much as a hundred of another.
/// </summary>
internal static class BoxDamage
{
    private const double Overlap = 0.5;

    /// <summary>Squares of what each box has lost, and of what boxes that should not be there have above the least score.</summary>
    /// <param name="boxes">Those of the float network.</param>
    /// <param name="found">Those of the other, also below the least score.</param>
    public static double Of(IReadOnlyList<DetectedBox> boxes, IReadOnlyList<DetectedBox> found)
    {
        double sum = 0;
        var matched = new bool[found.Count];
        foreach (DetectedBox box in boxes)
        {
            double best = 0;
            for (int i = 0; i < found.Count; i++)
            {
                if (found[i].ClassId == box.ClassId && BoxOverlap.Iou(found[i], new LabelledBox(box.X, box.Y, box.Width, box.Height, box.ClassId)) is var overlap && overlap > 0)
                {
                    matched[i] |= overlap >= Overlap;
                    best = Math.Max(best, overlap * Math.Min(found[i].Score, box.Score) / Math.Max(found[i].Score, box.Score));
                }
            }

            sum += (1 - best) * (1 - best);
        }

        for (int i = 0; i < found.Count; i++)
        {
            double above = matched[i] ? 0 : Math.Max(0, found[i].Score - BoxAgreement.TruthScore);
            sum += above * above;
        }

        return sum;
    }
}
