using Xunit;

namespace YoloGen.Vision.Tests.Evaluation;

public sealed class EvaluatorTests
{
    private const int Classes = 3;

    [Fact]
    public void Agrees_with_a_second_evaluator_on_a_thousand_random_sets()
    {
        AveragePrecisionMethod[] methods = Enum.GetValues<AveragePrecisionMethod>();
        double worst = 0;
        Parallel.For(0, 1000, seed =>
        {
            List<EvaluationImage> images = RandomSet(seed);
            AveragePrecisionMethod method = methods[seed % methods.Length];
            EvaluationResult result = Evaluator.Evaluate(images, Classes, method);
            double sum = 0;
            int labelled = 0;
            for (int c = 0; c < Classes; c++)
            {
                for (int t = 0; t < 10; t++)
                {
                    double expected = SecondEvaluator.AveragePrecision(images, c, (50 + 5 * t) / 100.0, method);
                    double actual = result.Classes[c].AveragePrecisions[t];
                    Assert.Equal(double.IsNaN(expected), double.IsNaN(actual));
                    if (double.IsNaN(expected))
                        continue;
                    lock (methods)
                        worst = Math.Max(worst, Math.Abs(expected - actual));
                    sum += expected;
                    labelled++;
                }
            }
            Assert.Equal(labelled == 0 ? 0 : sum / labelled, result.Map50To95, 1e-6);
        });
        Assert.True(worst < 1e-6, $"differs by {worst}");
    }

    [Fact]
    public void Thresholds_agree_with_counting()
    {
        for (int seed = 0; seed < 40; seed++)
        {
            List<EvaluationImage> images = RandomSet(seed);
            EvaluationResult result = Evaluator.Evaluate(images, Classes);
            foreach (int percent in (ReadOnlySpan<int>)[0, 25, 50, 77, 100])
            {
                List<EvaluationImage> above = [.. images.Select(i => new EvaluationImage([.. i.Found.Where(b => b.Score >= percent / 100f)], i.Labels))];
                for (int c = 0; c < Classes; c++)
                {
                    (List<double> recall, List<double> precision) = SecondEvaluator.Curve(above, c, 0.5);
                    ThresholdMetrics metrics = result.Classes[c].ByThreshold[percent];
                    Assert.Equal(recall.Count == 0 ? 0 : recall[^1], metrics.Recall, 1e-9);
                    Assert.Equal(precision.Count == 0 ? 1 : precision[^1], metrics.Precision, 1e-9);
                }
            }
        }
    }

    [Theory]
    [InlineData(AveragePrecisionMethod.Ultralytics)]
    [InlineData(AveragePrecisionMethod.Coco)]
    [InlineData(AveragePrecisionMethod.AllPoints)]
    public void Perfect_detections_score_one(AveragePrecisionMethod method)
    {
        List<EvaluationImage> images = [.. RandomSet(3).Where(i => i.Labels.Count > 0).Select(i => new EvaluationImage([.. i.Labels.Distinct().Select((l, n) => new DetectedBox(l.X, l.Y, l.Width, l.Height, 0.9f - 0.01f * n, l.ClassId))], [.. i.Labels.Distinct()]))];
        EvaluationResult result = Evaluator.Evaluate(images, Classes, method);
        // Linear interpolation towards the drop at the last recall costs half a step of 0.01.
        Assert.InRange(result.Map50, method == AveragePrecisionMethod.Ultralytics ? 0.99 : 1 - 1e-9, 1 + 1e-9);
        Assert.Equal(1, result.Best.F1, 1e-9);
    }

    [Fact]
    public void A_known_curve()
    {
        // Scores 0.9 (hit), 0.8 (miss), 0.7 (hit), two labels of three found: recall 1/3, 1/3, 2/3; precision 1, 1/2, 2/3.
        LabelledBox Label(float x) => new(x, 0, 10, 10, 0);
        var image = new EvaluationImage([new(0, 0, 10, 10, 0.9f, 0), new(500, 0, 10, 10, 0.8f, 0), new(100, 0, 10, 10, 0.7f, 0)], [Label(0), Label(100), Label(200)]);
        Assert.Equal(1.0 / 3 + 2.0 / 9, Evaluator.Evaluate([image], 1, AveragePrecisionMethod.AllPoints).Map50, 1e-9);
        Assert.Equal((34 + 33 * 2.0 / 3) / 101, Evaluator.Evaluate([image], 1, AveragePrecisionMethod.Coco).Map50, 1e-9);
    }

    [Fact]
    public void Confusion_counts_classes_and_background()
    {
        var image = new EvaluationImage(
            [new(0, 0, 10, 10, 0.9f, 0), new(50, 0, 10, 10, 0.8f, 1), new(100, 0, 10, 10, 0.7f, 1), new(0, 1, 10, 10, 0.6f, 1), new(200, 0, 9, 9, 0.2f, 0)],
            [new(0, 0, 10, 10, 0), new(50, 0, 10, 10, 0), new(200, 0, 10, 10, 1)]);
        ConfusionMatrix m = Evaluator.Evaluate([image], 2).Confusion;
        Assert.Equal(1, m[0, 0]);
        Assert.Equal(1, m[1, 0]);
        Assert.Equal(2, m[1, 2]);
        Assert.Equal(1, m[2, 1]);
        Assert.Equal(0, m[0, 2]);
    }

    [Fact]
    public void Nothing_at_all_is_zero() => Assert.Equal(0, Evaluator.Evaluate([], 2).Map50To95);

    private static List<EvaluationImage> RandomSet(int seed)
    {
        var random = new Random(seed);
        float Coarse(double max) => (float)Math.Round(random.NextDouble() * max * 4) / 4;
        var images = new List<EvaluationImage>();
        for (int i = random.Next(1, 8); i > 0; i--)
        {
            LabelledBox[] labels = [.. Enumerable.Range(0, random.Next(0, 6)).Select(_ => new LabelledBox(Coarse(60), Coarse(60), 4 + Coarse(30), 4 + Coarse(30), random.Next(Classes)))];
            var found = new List<DetectedBox>();
            foreach (LabelledBox l in labels)
            {
                for (int k = random.Next(0, 3); k > 0; k--)
                    found.Add(new DetectedBox(l.X + Coarse(4) - 2, l.Y + Coarse(4) - 2, l.Width * (0.8f + 0.4f * random.NextSingle()), l.Height, random.Next(1, 30) / 30f, random.Next(5) == 0 ? random.Next(Classes) : l.ClassId));
            }
            for (int k = random.Next(0, 4); k > 0; k--)
                found.Add(new DetectedBox(Coarse(80), Coarse(80), Coarse(30), Coarse(30), random.NextSingle(), random.Next(Classes)));
            images.Add(new EvaluationImage(found, labels));
        }
        return images;
    }
}
