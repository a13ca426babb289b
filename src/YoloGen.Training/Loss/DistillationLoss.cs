using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>
/// A loss with a second part that pulls each cell towards what a teacher finds in the same photo (Hinton et al. 2015): cross-entropy of
/// objectness and classes against the teacher's probabilities, CIoU against its boxes, the last two weighed by its objectness, so that cells
/// where it sees nothing teach nothing about boxes. It is 0 where student and teacher agree.
/// </summary>
/// <param name="inner">The loss of the labels.</param>
/// <param name="spec">Network; the teacher has the same outputs.</param>
/// <param name="weight">Weight of the second part.</param>
internal sealed class DistillationLoss(IDetectionLoss inner, NetworkSpec spec, double weight) : IDetectionLoss
{
    private const double BoxWeight = 5, SmallestObjectness = 0.05;

    public LossTerms Apply(IReadOnlyList<ScaleOutput> scales, Box[][] boxes)
    {
        LossTerms labels = inner.Apply(scales, boxes);
        double objects = scales.Sum(o => Cells(o).Sum(c => Sigmoid(o.Teacher![c.At]) is >= SmallestObjectness and var p ? p : 0));
        double share = weight * boxes.Length / Math.Max(1, objects);
        return labels + scales.Aggregate(new LossTerms(), (sum, o) => sum + Apply(o, share)) * (share / boxes.Length);
    }

    private LossTerms Apply(ScaleOutput o, double share)
    {
        double box = 0, objectness = 0, classes = 0;
        foreach ((int at, int anchor, int row, int column) in Cells(o))
        {
            double seen = Sigmoid(o.Teacher![at]);
            objectness += AddEntropy(o, at, share);
            if (seen < SmallestObjectness)
                continue;
            for (int c = 0; c < spec.ClassNames.Count; c++)
                classes += seen * AddEntropy(o, at + (5 + c) * o.Plane, share * seen);
            box += seen * AddBox(o, at, anchor, row, column, share * seen);
        }
        return new LossTerms(box * BoxWeight, objectness, classes);
    }

    /// <summary>Cross-entropy less the teacher's own entropy.</summary>
    private static double AddEntropy(ScaleOutput o, int value, double share)
    {
        double target = Sigmoid(o.Teacher![value]);
        double entropy = BinaryCrossEntropy.Of(o.Values[value], target, out double derivative);
        o.Gradient[value] += (float)(derivative * share);
        return entropy - BinaryCrossEntropy.Of(o.Teacher[value], target, out _);
    }

    private double AddBox(ScaleOutput o, int at, int anchor, int row, int column, double share)
    {
        (Dual4 x, Dual4 y, Dual4 w, Dual4 h) = CellBox.Decode(spec, o, o.Values, at, anchor, row, column);
        (Dual4 tx, Dual4 ty, Dual4 tw, Dual4 th) = CellBox.Decode(spec, o, o.Teacher!, at, anchor, row, column);
        Dual4 ciou = CompleteIou.Of(x, y, w, h, tx.Value, ty.Value, tw.Value, th.Value, out _);
        int p = o.Plane;
        o.Gradient[at + p] -= (float)(ciou.D0 * share * BoxWeight);
        o.Gradient[at + 2 * p] -= (float)(ciou.D1 * share * BoxWeight);
        o.Gradient[at + 3 * p] -= (float)(ciou.D2 * share * BoxWeight);
        o.Gradient[at + 4 * p] -= (float)(ciou.D3 * share * BoxWeight);
        return 1 - ciou.Value;
    }

    private IEnumerable<(int At, int Anchor, int Row, int Column)> Cells(ScaleOutput o)
    {
        for (int i = 0; i < o.Batch * spec.AnchorsPerCell; i++)
        {
            for (int cell = 0; cell < o.Plane; cell++)
            {
                int anchor = i % spec.AnchorsPerCell;
                yield return (o.At(i / spec.AnchorsPerCell, anchor, 0, 0) + cell, anchor, cell / o.Columns, cell % o.Columns);
            }
        }
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
