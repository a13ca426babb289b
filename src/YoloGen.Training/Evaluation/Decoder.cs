using YoloGen.Training.Loss;
using YoloGen.Training.Network;

namespace YoloGen.Training.Evaluation;

/// <summary>Raw outputs to boxes: sigmoid, anchors, score threshold, and non-maximum suppression for each class.</summary>
internal static class Decoder
{
    /// <summary>Boxes of one photo, best first, in input pixels.</summary>
    public static List<Detection> Decode(NetworkSpec spec, IEnumerable<ScaleOutput> outputs, int image, float scoreThreshold, float iouThreshold, int most = 300)
    {
        var candidates = new List<Detection>();
        foreach (ScaleOutput output in outputs)
            Collect(spec, output, image, scoreThreshold, candidates);
        candidates.Sort((a, b) => b.Score.CompareTo(a.Score));
        var kept = new List<Detection>();
        foreach (Detection candidate in candidates)
        {
            if (kept.Count >= most)
                break;
            bool free = true;
            foreach (Detection other in kept)
            {
                if (other.Class == candidate.Class && other.Iou(candidate) > iouThreshold)
                {
                    free = false;
                    break;
                }
            }
            if (free)
                kept.Add(candidate);
        }
        return kept;
    }

    private static void Collect(NetworkSpec spec, ScaleOutput o, int image, float threshold, List<Detection> candidates)
    {
        static float Sigmoid(float x) => 1 / (1 + MathF.Exp(-x));
        int p = o.Plane;
        for (int anchor = 0; anchor < 3; anchor++)
        {
            (float anchorW, float anchorH) = spec.Anchors[o.Scale * 3 + anchor];
            for (int row = 0; row < o.Rows; row++)
            {
                for (int column = 0; column < o.Columns; column++)
                {
                    int at = o.At(image, anchor, row, column);
                    float objectness = Sigmoid(o.Values[at]);
                    if (!(objectness > threshold))
                        continue;
                    float shift = (spec.CenterScale - 1) / 2;
                    float x = (column + spec.CenterScale * Sigmoid(o.Values[at + p]) - shift) * o.Stride;
                    float y = (row + spec.CenterScale * Sigmoid(o.Values[at + 2 * p]) - shift) * o.Stride;
                    float w = anchorW * MathF.Exp(Math.Min(o.Values[at + 3 * p], 10)) / 2, h = anchorH * MathF.Exp(Math.Min(o.Values[at + 4 * p], 10)) / 2;
                    for (int c = 0; c < spec.ClassNames.Count; c++)
                    {
                        float score = objectness * Sigmoid(o.Values[at + (5 + c) * p]);
                        if (score > threshold)
                            candidates.Add(new Detection(c, score, x - w, y - h, x + w, y + h));
                    }
                }
            }
        }
    }
}
