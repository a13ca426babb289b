using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>
/// CIoU for boxes, binary cross-entropy for objectness (against the IoU) and classes. An object trains every anchor of a similar
/// shape in its own cell and in the two nearest neighbours (the assignment of YOLOv5), which gives small data sets several times
/// the positive examples.
/// </summary>
/// <param name="spec">Network.</param>
/// <param name="smoothing">Class targets are this far from 0 and 1 together (label smoothing, Szegedy et al. 2016).</param>
/// <param name="focus">Exponent of the focal factor on objectness; 0 for none.</param>
internal sealed class BestLoss(NetworkSpec spec, double smoothing = 0, double focus = 0) : IDetectionLoss
{
    private const double LargestShapeRatio = 4, BoxWeight = 0.075, ClassWeight = 0.05, ObjectWeight = 0.6;

    public LossTerms Apply(IReadOnlyList<ScaleOutput> scales, Box[][] boxes) => scales.Aggregate(new LossTerms(), (sum, scale) => sum + Apply(scale, boxes));

    private LossTerms Apply(ScaleOutput o, Box[][] boxes)
    {
        var targets = new float[o.Batch * 3 * o.Plane];
        var positives = new List<(int Image, int Anchor, int Row, int Column, Box Box)>();
        for (int image = 0; image < o.Batch; image++)
        {
            foreach (Box box in boxes[image])
                Assign(o, image, box, positives);
        }

        double boxLoss = 0, classLoss = 0, objectLoss = 0;
        double perPositive = o.Batch / (double)Math.Max(1, positives.Count);
        foreach ((int image, int anchor, int row, int column, Box box) in positives)
        {
            int at = o.At(image, anchor, row, column);
            double iou = AddBox(o, at, anchor, row, column, box, BoxWeight * perPositive, ref boxLoss);
            int target = ((image * 3 + anchor) * o.Rows + row) * o.Columns + column;
            targets[target] = Math.Max(targets[target], (float)Math.Clamp(iou, 0, 1));
            for (int c = 0; c < spec.ClassNames.Count; c++)
            {
                int value = at + (5 + c) * o.Plane;
                classLoss += BinaryCrossEntropy.Of(o.Values[value], c == box.Class ? 1 - smoothing / 2 : smoothing / 2, out double derivative);
                o.Gradient[value] += (float)(derivative * ClassWeight * perPositive);
            }
        }

        // The coarse grid has a quarter of the cells: weighed as YOLOv5 weighs its strides 16 and 32.
        double perCell = ObjectWeight * (o.Scale == 0 ? 0.4 : 1) * o.Batch / targets.Length;
        for (int plane = 0; plane < o.Batch * 3; plane++)
        {
            int from = o.At(plane / 3, plane % 3, 0, 0);
            for (int cell = 0; cell < o.Plane; cell++)
            {
                objectLoss += BinaryCrossEntropy.Of(o.Values[from + cell], targets[plane * o.Plane + cell], focus, out double derivative);
                o.Gradient[from + cell] = (float)(derivative * perCell);
            }
        }
        return new LossTerms(boxLoss * BoxWeight * perPositive, objectLoss * perCell, classLoss * ClassWeight * perPositive) * (1.0 / o.Batch);
    }

    private void Assign(ScaleOutput o, int image, Box box, List<(int, int, int, int, Box)> positives)
    {
        float x = box.CenterX / o.Stride, y = box.CenterY / o.Stride;
        int column = Math.Clamp((int)x, 0, o.Columns - 1), row = Math.Clamp((int)y, 0, o.Rows - 1);
        int besideColumn = x - column < 0.5f ? column - 1 : column + 1, besideRow = y - row < 0.5f ? row - 1 : row + 1;
        for (int anchor = 0; anchor < 3; anchor++)
        {
            (float w, float h) = spec.Anchors[o.Scale * 3 + anchor];
            double rw = box.Width / w, rh = box.Height / h;
            if (Math.Max(Math.Max(rw, 1 / rw), Math.Max(rh, 1 / rh)) >= LargestShapeRatio)
                continue;
            positives.Add((image, anchor, row, column, box));
            if (spec.CenterScale < 1.5f)
                continue; // a neighbour could not reach the centre
            if (besideColumn >= 0 && besideColumn < o.Columns)
                positives.Add((image, anchor, row, besideColumn, box));
            if (besideRow >= 0 && besideRow < o.Rows)
                positives.Add((image, anchor, besideRow, column, box));
        }
    }

    private double AddBox(ScaleOutput o, int at, int anchor, int row, int column, Box box, double weight, ref double sum)
    {
        int p = o.Plane;
        (Dual4 x, Dual4 y, Dual4 w, Dual4 h) = CellBox.Decode(spec, o, o.Values, at, anchor, row, column);
        double s = 1.0 / o.Stride;
        Dual4 ciou = CompleteIou.Of(x, y, w, h, box.CenterX * s, box.CenterY * s, box.Width * s, box.Height * s, out double iou);
        sum += 1 - ciou.Value;
        o.Gradient[at + p] -= (float)(ciou.D0 * weight);
        o.Gradient[at + 2 * p] -= (float)(ciou.D1 * weight);
        o.Gradient[at + 3 * p] -= (float)(ciou.D2 * weight);
        o.Gradient[at + 4 * p] -= (float)(ciou.D3 * weight);
        return iou;
    }
}
