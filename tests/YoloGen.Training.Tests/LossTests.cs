using CsCheck;
using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;

namespace YoloGen.Training.Tests;

/// <summary>Gradients written by hand against differences of the losses themselves.</summary>
public sealed class LossTests
{
    private static readonly NetworkSpec Spec = new() { ClassNames = ["a", "b"], Width = 64, Height = 64, CenterScale = 2 };

    /// <summary>The objectness target is the IoU, a constant in the gradient; so its influence on x, y, w, h is left out of the differences.</summary>
    [Theory]
    [InlineData(false, 0, 0, 0)]
    [InlineData(false, 1, 0, 0)]
    [InlineData(false, 1, 0.1, 1.5)]
    [InlineData(true, 0, 0, 0)]
    [InlineData(true, 1, 0, 0)]
    public void Gradients_are_those_of_the_loss(bool paper, int scale, double smoothing, double focus)
    {
        IDetectionLoss loss = paper ? new PaperLoss(Spec with { CenterScale = 1 }) : new BestLoss(Spec, smoothing, focus);
        Box[][] boxes = [[new Box(0, 20, 22, 24, 30), new Box(1, 50, 44, 60, 50)], [new Box(1, 33, 31, 15, 18)]];
        int cells = 64 / (scale == 0 ? 32 : 16), length = 2 * Spec.OutputChannels * cells * cells;
        float[] values = Values(length, scale);
        var output = new ScaleOutput(Spec, scale, values, 2);
        loss.Apply([output], boxes);
        // The paper's loss is its own mean; the other is reported for a photo and differentiated for the batch.
        double factor = paper ? 1 : 2;
        for (int i = 0; i < length; i++)
        {
            int channel = i / (cells * cells) % Spec.ValuesPerAnchor;
            double Part(float change)
            {
                float[] moved = [.. values];
                moved[i] += change;
                LossTerms terms = loss.Apply([new ScaleOutput(Spec, scale, moved, 2)], boxes);
                return channel switch { 0 => terms.Objectness, < 5 => terms.Box, _ => terms.Class };
            }
            float step = 2e-3f;
            double expected = (Part(step) - Part(-step)) / (2 * step) * factor;
            // CIoU's aspect weight is a constant in its gradient but not in the loss: an allowance for w and h.
            double allowance = channel is 3 or 4 && !paper ? 0.05 * Math.Abs(expected) + 2e-3 : 0.01 * Math.Abs(expected) + 2e-4;
            Assert.True(Math.Abs(expected - output.Gradient[i]) <= allowance, $"value {i} (channel {channel}): {expected} expected, {output.Gradient[i]} found");
        }
    }

    [Fact]
    public void Equal_boxes_have_a_complete_iou_of_one_and_far_ones_below_zero()
    {
        Assert.Equal(1, CompleteIou.Of(5, 6, 3, 4, 5, 6, 3, 4, out double iou).Value, 6);
        Assert.Equal(1, iou, 6);
        Assert.True(CompleteIou.Of(5, 6, 3, 4, 50, 60, 3, 4, out iou).Value < -0.5);
        Assert.Equal(0, iou);
    }

    [Fact]
    public void A_focal_loss_with_hard_targets_is_that_of_its_paper()
    {
        foreach (double logit in new[] { -3.0, -0.2, 0.5, 2.5 })
        {
            double p = 1 / (1 + Math.Exp(-logit));
            Assert.Equal(-Math.Pow(1 - p, 2) * Math.Log(p), BinaryCrossEntropy.Of(logit, 1, 2, out _), 12);
            Assert.Equal(-Math.Pow(p, 2) * Math.Log(1 - p), BinaryCrossEntropy.Of(logit, 0, 2, out _), 12);
        }
    }

    [Fact]
    public void Overlap_agrees_with_a_second_formula() => Gen.Select(Gen.Double[1, 9], Gen.Double[1, 9], Gen.Double[1, 5], Gen.Double[1, 5]).Sample((x, y, w, h) =>
    {
        CompleteIou.Of(x, y, w, h, 5, 5, 3, 3, out double iou);
        double overlap = Length(x, w, 5, 3) * Length(y, h, 5, 3);
        return Math.Abs(iou - overlap / (w * h + 9 - overlap)) < 1e-6;
    });

    private static double Length(double center, double size, double otherCenter, double otherSize)
        => Math.Max(0, (size + otherSize) / 2 - Math.Max(Math.Abs(center - otherCenter), Math.Abs(size - otherSize) / 2));

    private static float[] Values(int count, int seed)
    {
        var random = new GaussianRandom(seed, "values");
        return [.. Enumerable.Range(0, count).Select(_ => (float)random.Next() * 0.7f)];
    }
}
