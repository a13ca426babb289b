using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>
/// The paper's loss: 1 * box (MSE on sigmoid(x, y) and log(w, h / anchor)) + 5 * no-object (BCE) + 10 * object (BCE against the IoU)
/// + 1 * class, each a mean over its anchors. On each scale an object trains its best anchor; others with an IoU above 0.5 are ignored.
/// </summary>
internal sealed class PaperLoss(NetworkSpec spec) : IDetectionLoss
{
    private const double IgnoreIou = 0.5, NoObjectWeight = 5, ObjectWeight = 10;
    private const byte Empty = 0, Ignored = 1, Taken = 2;

    public LossTerms Apply(IReadOnlyList<ScaleOutput> scales, Box[][] boxes) => scales.Aggregate(new LossTerms(), (sum, scale) => sum + Apply(scale, boxes));

    private LossTerms Apply(ScaleOutput o, Box[][] boxes)
    {
        var state = new byte[o.Batch * 3 * o.Plane];
        var positives = new List<(int Image, int Anchor, int Row, int Column, Box Box)>();
        for (int image = 0; image < o.Batch; image++)
        {
            foreach (Box box in boxes[image])
                Assign(o, image, box, state, positives);
        }

        double boxLoss = 0, classLoss = 0, objectLoss = 0, emptyLoss = 0, count = Math.Max(1, positives.Count);
        foreach ((int image, int anchor, int row, int column, Box box) in positives)
        {
            int at = o.At(image, anchor, row, column);
            (float anchorW, float anchorH) = spec.Anchors[o.Scale * 3 + anchor];
            double iou = AddBox(o, at, anchorW, anchorH, box, row, column, count, ref boxLoss);
            objectLoss += BinaryCrossEntropy.Of(o.Values[at], iou, out double derivative);
            o.Gradient[at] = (float)(derivative * ObjectWeight / count);
            for (int c = 0; c < spec.ClassNames.Count; c++)
            {
                int value = at + (5 + c) * o.Plane;
                classLoss += BinaryCrossEntropy.Of(o.Values[value], c == box.Class ? 1 : 0, out derivative);
                o.Gradient[value] += (float)(derivative / count);
            }
        }

        double empty = Math.Max(1, state.Count(s => s == Empty));
        for (int plane = 0; plane < o.Batch * 3; plane++)
        {
            int from = o.At(plane / 3, plane % 3, 0, 0);
            for (int cell = 0; cell < o.Plane; cell++)
            {
                if (state[plane * o.Plane + cell] != Empty)
                    continue;
                emptyLoss += BinaryCrossEntropy.Of(o.Values[from + cell], 0, out double derivative);
                o.Gradient[from + cell] = (float)(derivative * NoObjectWeight / empty);
            }
        }
        return new LossTerms(boxLoss / count, objectLoss * ObjectWeight / count + emptyLoss * NoObjectWeight / empty, classLoss / count);
    }

    private void Assign(ScaleOutput o, int image, Box box, byte[] state, List<(int, int, int, int, Box)> positives)
    {
        int column = Math.Clamp((int)(box.CenterX / o.Stride), 0, o.Columns - 1), row = Math.Clamp((int)(box.CenterY / o.Stride), 0, o.Rows - 1);
        bool assigned = false;
        foreach (int anchor in Enumerable.Range(0, 3).OrderByDescending(a => Anchors.Iou(spec.Anchors[o.Scale * 3 + a], (box.Width, box.Height))))
        {
            int at = ((image * 3 + anchor) * o.Rows + row) * o.Columns + column;
            if (state[at] == Taken)
                continue;
            if (!assigned)
            {
                state[at] = Taken;
                positives.Add((image, anchor, row, column, box));
                assigned = true;
            }
            else if (Anchors.Iou(spec.Anchors[o.Scale * 3 + anchor], (box.Width, box.Height)) > IgnoreIou)
            {
                state[at] = Ignored;
            }
        }
    }

    /// <summary>Squared errors of the four box values; returns the IoU of the prediction with the object.</summary>
    private static double AddBox(ScaleOutput o, int at, float anchorW, float anchorH, Box box, int row, int column, double count, ref double loss)
    {
        int p = o.Plane;
        double x = 1 / (1 + Math.Exp(-o.Values[at + p])), y = 1 / (1 + Math.Exp(-o.Values[at + 2 * p]));
        double w = o.Values[at + 3 * p], h = o.Values[at + 4 * p];
        double ex = x - (box.CenterX / o.Stride - column), ey = y - (box.CenterY / o.Stride - row);
        double ew = w - Math.Log(box.Width / anchorW + 1e-9), eh = h - Math.Log(box.Height / anchorH + 1e-9);
        loss += (ex * ex + ey * ey + ew * ew + eh * eh) / 4;
        double step = 0.5 / count;
        o.Gradient[at + p] += (float)(ex * x * (1 - x) * step);
        o.Gradient[at + 2 * p] += (float)(ey * y * (1 - y) * step);
        o.Gradient[at + 3 * p] += (float)(ew * step);
        o.Gradient[at + 4 * p] += (float)(eh * step);
        CompleteIou.Of((column + x) * o.Stride, (row + y) * o.Stride, anchorW * Math.Exp(Math.Min(w, 4)), anchorH * Math.Exp(Math.Min(h, 4)),
            box.CenterX, box.CenterY, box.Width, box.Height, out double iou);
        return iou;
    }
}
