using YoloGen.Compiler.Graph;
using YoloGen.Vision;

namespace YoloGen.Quantization.Keeping;

/// <summary>
/// The least score of a box, fitted again: bytes move scores, so that the float network's threshold lets other boxes through. The best one has the highest F1
/// with the boxes that the float network shows at its own.
/// </summary>
/// <param name="agreement">Photos, and the float network's boxes in them.</param>
/// <param name="floatScore">The float network's least score.</param>
internal sealed class ScoreFit(BoxAgreement agreement, float floatScore)
{
    /// <summary>Boxes below which a threshold is not fitted: one box would move it.</summary>
    private const int FewestBoxes = 30;
    private const float Overlap = 0.5f, Step = 0.01f, Farthest = 0.15f, FoundScore = 0.01f;

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

        using var network = new DetectingNetwork(quantized, agreement.Threads);
        var found = new List<(float Score, bool IsRight)>();
        foreach (BoxAgreement.Scene scene in agreement.Scenes)
        {
            found.AddRange(Judge(agreement.Found(network.Run(scene.Input), scene, FoundScore), [.. scene.Boxes.Where(b => b.Score >= floatScore)]));
        }

        double own = F1(found, boxes, floatScore);
        (float score, double best) = (floatScore, own);
        for (int i = 1; i * Step <= Farthest + 1e-6; i++)
        {
            foreach (float other in (float[])[floatScore - (i * Step), floatScore + (i * Step)])
            {
                if (other is >= 2 * FoundScore and < 1 && F1(found, boxes, other) is var f1 && f1 > best)
                {
                    (score, best) = (other, f1);
                }
            }
        }

        return best - own > Worthwhile ? MathF.Round(score, 2) : null;
    }

    /// <summary>Each found box with its score, and whether it is one of the float network's: the better scores choose first, each box is found once.</summary>
    private static IEnumerable<(float Score, bool IsRight)> Judge(IReadOnlyList<DetectedBox> found, DetectedBox[] truth)
    {
        var taken = new bool[truth.Length];
        foreach (DetectedBox box in found.OrderByDescending(b => b.Score))
        {
            int best = -1;
            double most = Overlap;
            for (int i = 0; i < truth.Length; i++)
            {
                if (!taken[i] && truth[i].ClassId == box.ClassId
                    && BoxOverlap.Iou(box, new LabelledBox(truth[i].X, truth[i].Y, truth[i].Width, truth[i].Height, truth[i].ClassId)) is var overlap && overlap >= most)
                {
                    (best, most) = (i, overlap);
                }
            }

            if (best >= 0)
            {
                taken[best] = true;
            }

            yield return (box.Score, best >= 0);
        }
    }

    private static double F1(List<(float Score, bool IsRight)> found, int boxes, float score)
    {
        int all = found.Count(f => f.Score >= score), right = found.Count(f => f.Score >= score && f.IsRight);
        return all + boxes == 0 ? 0 : 2.0 * right / (all + boxes);
    }
}
