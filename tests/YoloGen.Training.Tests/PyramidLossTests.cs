using Xunit;
using YoloGen.Training.Data;
using YoloGen.Training.Loss;
using YoloGen.Training.Network;

namespace YoloGen.Training.Tests;

/// <summary>The assignment against a second formulation over whole matrices, and gradients against differences of the loss.</summary>
public sealed class PyramidLossTests
{
    private static readonly NetworkSpec Spec = PyramidTests.Spec(0.5, 96, 64);

    private static readonly Box[][] Boxes =
    [
        [new Box(0, 20, 22, 24, 30), new Box(1, 50, 44, 60, 50), new Box(1, 24, 25, 20, 22)],
        [],
        [new Box(1, 33, 31, 9, 11), new Box(0, 95, 63, 6, 8), new Box(0, 1, 2, 5, 5)],
    ];

    /// <summary>Every object against every cell, infinite costs where they do not meet, and conflicts settled over columns.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Cells_are_those_of_the_matrix_formulation(int seed)
    {
        ScaleOutput[] scales = Outputs(Values(seed), 3);
        var cells = scales.SelectMany(s => Enumerable.Range(0, s.Plane).Select(i => (Scale: s, Row: i / s.Columns, Column: i % s.Columns))).ToArray();
        for (int image = 0; image < 3; image++)
        {
            Box[] objects = Boxes[image];
            var iou = new double[objects.Length, cells.Length];
            var cost = new double[objects.Length, cells.Length];
            for (int g = 0; g < objects.Length; g++)
            {
                for (int c = 0; c < cells.Length; c++)
                {
                    (ScaleOutput s, int row, int column) = cells[c];
                    double dx = Math.Abs(objects[g].CenterX - (column + 0.5) * s.Stride), dy = Math.Abs(objects[g].CenterY - (row + 0.5) * s.Stride);
                    bool near = Math.Max(dx, dy) <= 1.5 * s.Stride;
                    float[] v = [.. Enumerable.Range(0, 7).Select(k => s.Values[s.At(image, 0, row, column) + k * s.Plane])];
                    float size = Spec.Anchors[s.Scale].Width;
                    (double x, double y) = ((column + 4 * Sigmoid(v[1]) - 1.5) * s.Stride, (row + 4 * Sigmoid(v[2]) - 1.5) * s.Stride);
                    iou[g, c] = near ? Overlap(objects[g], x, y, Math.Exp(v[3]) * size, Math.Exp(v[4]) * size) : 0;
                    double Probability(int k) => Math.Sqrt(Sigmoid(v[0]) * Sigmoid(v[5 + k]));
                    cost[g, c] = near ? -Math.Log(Probability(objects[g].Class)) - Math.Log(1 - Probability(1 - objects[g].Class)) - 3 * Math.Log(iou[g, c] + 1e-8) : double.PositiveInfinity;
                }
            }
            var chosen = new bool[objects.Length, cells.Length];
            for (int g = 0; g < objects.Length; g++)
            {
                int k = Math.Max(1, (int)Enumerable.Range(0, cells.Length).Select(c => iou[g, c]).OrderDescending().Take(10).Sum());
                foreach (int c in Enumerable.Range(0, cells.Length).OrderBy(c => cost[g, c]).Take(k))
                    chosen[g, c] = true;
            }
            var expected = new List<AssignedCell>();
            for (int c = 0; c < cells.Length; c++)
            {
                int[] takers = [.. Enumerable.Range(0, objects.Length).Where(g => chosen[g, c])];
                if (takers.Length > 0)
                    expected.Add(new AssignedCell(cells[c].Scale.Scale, cells[c].Row, cells[c].Column, takers.MinBy(g => cost[g, c])));
            }
            Assert.Equal(expected, new OptimalTransportAssigner(Spec).Assign(scales, image, objects));
            Assert.True(objects.Length == 0 || expected.Count > 0);
        }
    }

    /// <summary>The objectness target is the IoU, a constant in the gradient; so its influence on x, y, w, h is left out of the differences.</summary>
    [Theory]
    [InlineData(0, 0)]
    [InlineData(0.1, 1.5)]
    public void Gradients_are_those_of_the_loss(double smoothing, double focus)
    {
        var loss = new PyramidLoss(Spec, smoothing, focus);
        float[][] values = Values(1);
        ScaleOutput[] scales = Outputs(values, 3);
        LossTerms whole = loss.Apply(scales, Boxes);
        Assert.True(whole.Box > 0 && whole.Class > 0 && whole.Objectness > 0 && double.IsFinite(whole.Total));
        int moved = 0;
        for (int scale = 0; scale < 3; scale++)
        {
            for (int i = 0; i < values[scale].Length; i++)
            {
                int channel = i / scales[scale].Plane % 7;
                double Part(float change)
                {
                    float[][] copy = [.. values.Select(v => v.ToArray())];
                    copy[scale][i] += change;
                    LossTerms terms = loss.Apply(Outputs(copy, 3), Boxes);
                    return channel switch { 0 => terms.Objectness, < 5 => terms.Box, _ => terms.Class };
                }
                float step = 5e-4f;
                double expected = (Part(step) - Part(-step)) / (2 * step) * 3;
                double found = scales[scale].Gradient[i];
                // CIoU's aspect weight is a constant in its gradient but not in the loss: an allowance for w and h.
                double allowance = channel is 3 or 4 ? 0.08 * Math.Abs(expected) + 0.03 : 0.01 * Math.Abs(expected) + 1e-3;
                Assert.True(Math.Abs(expected - found) <= allowance, $"scale {scale} value {i} (channel {channel}): {expected} expected, {found} found");
                moved += found != 0 && channel > 0 ? 1 : 0;
            }
        }
        Assert.True(moved > 20);
    }

    /// <summary>Without objects only objectness is trained, towards nothing.</summary>
    [Fact]
    public void Photos_without_objects_train_objectness_alone()
    {
        ScaleOutput[] scales = Outputs(Values(4), 3);
        LossTerms terms = new PyramidLoss(Spec).Apply(scales, [[], [], []]);
        Assert.Equal((0, 0), (terms.Box, terms.Class));
        Assert.All(scales, s => Assert.All(Enumerable.Range(0, s.Gradient.Length), i => Assert.Equal(i / s.Plane % 7 == 0, s.Gradient[i] > 0)));
    }

    private static ScaleOutput[] Outputs(float[][] values, int batch) => [.. values.Select((v, i) => new ScaleOutput(Spec, i, v, batch))];

    private static float[][] Values(int seed)
    {
        var random = new GaussianRandom(seed, "values");
        return [.. Spec.Strides.Select((_, i) => Enumerable.Range(0, 3 * Spec.OutputLength(i)).Select(_ => (float)random.Next() * 0.7f).ToArray())];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Overlap(Box box, double x, double y, double w, double h)
    {
        double Shared(double a, double aw, double b, double bw) => Math.Max(0, (aw + bw) / 2 - Math.Max(Math.Abs(a - b), Math.Abs(aw - bw) / 2));
        double both = Shared(x, w, box.CenterX, box.Width) * Shared(y, h, box.CenterY, box.Height);
        return both / (w * h + (double)box.Width * box.Height - both);
    }
}
