using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>
/// The loss of networks with one box a cell: cells are assigned by <see cref="OptimalTransportAssigner"/>; CIoU for their boxes, binary
/// cross-entropy for their classes and, over all cells, for objectness against the IoU, each a sum divided by the number of assigned cells.
/// </summary>
/// <param name="spec">Network.</param>
/// <param name="smoothing">Class targets are this far from 0 and 1 together.</param>
/// <param name="focus">Exponent of the focal factor on objectness; 0 for none.</param>
internal sealed class PyramidLoss(NetworkSpec spec, double smoothing = 0, double focus = 0) : IDetectionLoss
{
    private const double BoxWeight = 5, ObjectWeight = 1, ClassWeight = 1;
    private readonly OptimalTransportAssigner _assigner = new(spec);

    public LossTerms Apply(IReadOnlyList<ScaleOutput> scales, Box[][] boxes)
    {
        float[][] targets = [.. scales.Select(s => new float[s.Batch * s.Plane])];
        List<AssignedCell>[] assigned = [.. boxes.Select((objects, image) => _assigner.Assign(scales, image, objects))];
        // Gradients are those of a sum over photos, as the trainer's bound on their norm expects.
        double share = boxes.Length / (double)Math.Max(1, assigned.Sum(a => a.Count));
        double boxLoss = 0, classLoss = 0, objectLoss = 0;
        for (int image = 0; image < boxes.Length; image++)
        {
            foreach (AssignedCell cell in assigned[image])
            {
                ScaleOutput o = scales[cell.Scale];
                Box box = boxes[image][cell.Object];
                int at = o.At(image, 0, cell.Row, cell.Column);
                double iou = AddBox(o, at, cell, box, BoxWeight * share, ref boxLoss);
                targets[cell.Scale][image * o.Plane + cell.Row * o.Columns + cell.Column] = (float)Math.Clamp(iou, 0, 1);
                for (int c = 0; c < spec.ClassNames.Count; c++)
                {
                    int value = at + (5 + c) * o.Plane;
                    classLoss += BinaryCrossEntropy.Of(o.Values[value], c == box.Class ? 1 - smoothing / 2 : smoothing / 2, out double derivative);
                    o.Gradient[value] = (float)(derivative * ClassWeight * share);
                }
            }
        }
        foreach (ScaleOutput o in scales)
        {
            for (int i = 0; i < targets[o.Scale].Length; i++)
            {
                int at = o.At(i / o.Plane, 0, 0, 0) + i % o.Plane;
                objectLoss += BinaryCrossEntropy.Of(o.Values[at], targets[o.Scale][i], focus, out double derivative);
                o.Gradient[at] = (float)(derivative * ObjectWeight * share);
            }
        }
        return new LossTerms(boxLoss * BoxWeight, objectLoss * ObjectWeight, classLoss * ClassWeight) * (share / boxes.Length);
    }

    private double AddBox(ScaleOutput o, int at, AssignedCell cell, Box box, double weight, ref double sum)
    {
        (Dual4 x, Dual4 y, Dual4 w, Dual4 h) = CellBox.Decode(spec, o, o.Values, at, 0, cell.Row, cell.Column);
        double s = 1.0 / o.Stride;
        int p = o.Plane;
        Dual4 ciou = CompleteIou.Of(x, y, w, h, box.CenterX * s, box.CenterY * s, box.Width * s, box.Height * s, out double iou);
        sum += 1 - ciou.Value;
        o.Gradient[at + p] = (float)(-ciou.D0 * weight);
        o.Gradient[at + 2 * p] = (float)(-ciou.D1 * weight);
        o.Gradient[at + 3 * p] = (float)(-ciou.D2 * weight);
        o.Gradient[at + 4 * p] = (float)(-ciou.D3 * weight);
        return iou;
    }
}
