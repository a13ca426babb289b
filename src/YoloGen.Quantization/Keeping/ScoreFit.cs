using YoloGen.Compiler.Graph;
using YoloGen.Vision;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// The least score of a box, fitted again: bytes move scores, so that the float network's threshold lets other boxes through. The best one has the highest F1
/// (the mean over the classes, as <c>val</c> prints it) with the boxes that the float network shows at its own.
/// </summary>
/// <param name="agreement">Photos, and the float network's boxes in them.</param>
/// <param name="floatScore">The float network's least score.</param>
internal sealed class ScoreFit(BoxAgreement agreement, float floatScore)
{
    /// <summary>Boxes below which a threshold is not fitted: one box would move it.</summary>
    private const int FewestBoxes = 30;

    /// <summary>Hundredths that a threshold may be away from the float network's.</summary>
    private const int Farthest = 15;

    /// <summary>A threshold has to be better by this than the float network's.</summary>
    private const double Worthwhile = 0.002;

    /// <summary>The fitted score, in hundredths; null where the float network's own is as good, or there are too few boxes to say.</summary>
    /// <param name="quantized">The quantized network.</param>
    public float? Of(NetworkGraph quantized)
    {
        // Boxes below the truth's score are not known.
        int boxes = agreement.Scenes.Sum(s => s.Boxes.Count(b => b.Score >= floatScore));
        if (floatScore < BoxAgreement.TruthScore || boxes < FewestBoxes)
        {
            return null;
        }

        IReadOnlyList<ThresholdMetrics> metrics = agreement.ByThreshold(quantized, floatScore);
        int own = (int)Math.Round(100 * floatScore);
        int best = Enumerable.Range(Math.Max(2, own - Farthest), Math.Min(99, own + Farthest) - Math.Max(2, own - Farthest) + 1)
            .OrderByDescending(i => metrics[i].F1).ThenBy(i => Math.Abs(i - own)).First();
        return metrics[best].F1 - metrics[own].F1 > Worthwhile ? best / 100f : null;
    }
}
