namespace YoloGen.Training.Evaluation;

/// <summary>What an evaluation found.</summary>
/// <param name="Map50">Mean over the classes of the average precision at IoU 0.5.</param>
/// <param name="Map">The same, averaged over IoU 0.5, 0.55, ... 0.95.</param>
/// <param name="Precision">Precision at the score with the best mean F1.</param>
/// <param name="Recall">Recall there.</param>
/// <param name="ByClass">Average precision at IoU 0.5 for each class.</param>
internal sealed record EvaluationResult(double Map50, double Map, double Precision, double Recall, double[] ByClass);

/// <summary>Average precision: the area under the precision-recall curve made monotonic (PASCAL VOC 2010 and later).</summary>
internal static class AveragePrecision
{
    /// <param name="classes">Number of classes.</param>
    /// <param name="detections">Detections of each photo.</param>
    /// <param name="labels">Objects of each photo; their scores mean nothing.</param>
    public static EvaluationResult Evaluate(int classes, IReadOnlyList<IReadOnlyList<Detection>> detections, IReadOnlyList<IReadOnlyList<Detection>> labels)
    {
        var at50 = new double[classes];
        double all = 0, precision = 0, recall = 0;
        int counted = 0;
        for (int c = 0; c < classes; c++)
        {
            int total = labels.Sum(l => l.Count(d => d.Class == c));
            if (total == 0)
            {
                at50[c] = double.NaN;
                continue;
            }
            counted++;
            for (int step = 0; step < 10; step++)
            {
                List<(float Score, bool Hit)> ranked = Match(c, 0.5f + 0.05f * step, detections, labels);
                double area = Area(ranked, total, out double bestPrecision, out double bestRecall);
                all += area / 10;
                if (step > 0)
                    continue;
                at50[c] = area;
                precision += bestPrecision;
                recall += bestRecall;
            }
        }
        counted = Math.Max(1, counted);
        return new EvaluationResult(at50.Where(a => !double.IsNaN(a)).DefaultIfEmpty(0).Average(), all / counted, precision / counted, recall / counted, at50);
    }

    private static List<(float Score, bool Hit)> Match(int c, float iou, IReadOnlyList<IReadOnlyList<Detection>> detections, IReadOnlyList<IReadOnlyList<Detection>> labels)
    {
        var ranked = new List<(float Score, bool Hit)>();
        for (int photo = 0; photo < labels.Count; photo++)
        {
            Detection[] wanted = [.. labels[photo].Where(d => d.Class == c)];
            var taken = new bool[wanted.Length];
            foreach (Detection found in detections[photo].Where(d => d.Class == c).OrderByDescending(d => d.Score))
            {
                int best = -1;
                float bestIou = iou;
                for (int i = 0; i < wanted.Length; i++)
                {
                    float overlap = found.Iou(wanted[i]);
                    if (!taken[i] && overlap >= bestIou)
                        (best, bestIou) = (i, overlap);
                }
                if (best >= 0)
                    taken[best] = true;
                ranked.Add((found.Score, best >= 0));
            }
        }
        return [.. ranked.OrderByDescending(r => r.Score)];
    }

    private static double Area(List<(float Score, bool Hit)> ranked, int total, out double bestPrecision, out double bestRecall)
    {
        var precision = new double[ranked.Count];
        var recall = new double[ranked.Count];
        int hits = 0;
        double bestF1 = -1;
        bestPrecision = bestRecall = 0;
        for (int i = 0; i < ranked.Count; i++)
        {
            hits += ranked[i].Hit ? 1 : 0;
            precision[i] = (double)hits / (i + 1);
            recall[i] = (double)hits / total;
            double f1 = hits == 0 ? 0 : 2 * precision[i] * recall[i] / (precision[i] + recall[i]);
            if (f1 > bestF1)
                (bestF1, bestPrecision, bestRecall) = (f1, precision[i], recall[i]);
        }
        double area = 0, ceiling = 0;
        for (int i = ranked.Count - 1; i >= 0; i--)
        {
            ceiling = Math.Max(ceiling, precision[i]);
            area += ceiling * (recall[i] - (i > 0 ? recall[i - 1] : 0));
        }
        return area;
    }
}
