using YoloGen.Training.Data;
using YoloGen.Training.Network;

namespace YoloGen.Training.Loss;

/// <summary>A cell that has to find an object.</summary>
/// <param name="Scale">Which output.</param>
/// <param name="Row">Row of the cell.</param>
/// <param name="Column">Column of the cell.</param>
/// <param name="Object">Position of the object among its photo's.</param>
internal readonly record struct AssignedCell(int Scale, int Row, int Column, int Object);

/// <summary>
/// Which cells of all scales train on which object, by what they predict now: SimOTA (Ge et al. 2021, YOLOX). Cells near an object's centre
/// compete for it; the costs are the cross-entropy of its class and the logarithm of the overlap, and as many of the cheapest are taken as
/// the overlaps of the best ten add up to. A cell that several objects take goes to the one that it costs least.
/// </summary>
internal sealed class OptimalTransportAssigner(NetworkSpec spec)
{
    /// <summary>Cells whose centre is this many cells or less, in both directions, from the object's compete.</summary>
    internal const double Radius = 1.5;

    internal const int Overlaps = 10;
    internal const double OverlapWeight = 3;

    private readonly record struct Candidate(AssignedCell Cell, double Cost, double Iou);

    /// <summary>Cells of one photo, one object each, in the order of scales, rows and columns.</summary>
    public List<AssignedCell> Assign(IReadOnlyList<ScaleOutput> scales, int image, Box[] boxes)
    {
        var taken = new SortedDictionary<(int Scale, int Row, int Column), Candidate>();
        var candidates = new List<Candidate>();
        for (int i = 0; i < boxes.Length; i++)
        {
            candidates.Clear();
            foreach (ScaleOutput scale in scales)
                Collect(scale, image, boxes[i], i, candidates);
            int count = Math.Clamp((int)candidates.Select(c => c.Iou).OrderDescending().Take(Overlaps).Sum(), 1, Math.Max(1, candidates.Count));
            foreach (Candidate candidate in candidates.OrderBy(c => c.Cost).Take(count))
            {
                (int, int, int) key = (candidate.Cell.Scale, candidate.Cell.Row, candidate.Cell.Column);
                if (!taken.TryGetValue(key, out Candidate other) || candidate.Cost < other.Cost)
                    taken[key] = candidate;
            }
        }
        return [.. taken.Values.Select(c => c.Cell)];
    }

    private void Collect(ScaleOutput o, int image, Box box, int index, List<Candidate> candidates)
    {
        double x = box.CenterX / o.Stride - 0.5, y = box.CenterY / o.Stride - 0.5, w = box.Width / o.Stride, h = box.Height / o.Stride;
        for (int row = Math.Max(0, (int)Math.Ceiling(y - Radius)); row <= Math.Min(o.Rows - 1, (int)Math.Floor(y + Radius)); row++)
        {
            for (int column = Math.Max(0, (int)Math.Ceiling(x - Radius)); column <= Math.Min(o.Columns - 1, (int)Math.Floor(x + Radius)); column++)
            {
                int at = o.At(image, 0, row, column);
                (Dual4 px, Dual4 py, Dual4 pw, Dual4 ph) = CellBox.Decode(spec, o, o.Values, at, 0, row, column);
                double iou = Iou(px.Value, py.Value, pw.Value, ph.Value, x + 0.5, y + 0.5, w, h);
                double cost = ClassCost(o, at, box.Class) - OverlapWeight * Math.Log(iou + 1e-8);
                candidates.Add(new Candidate(new AssignedCell(o.Scale, row, column, index), cost, iou));
            }
        }
    }

    /// <summary>Cross-entropy of the classes' probabilities, each the geometric mean of objectness and class, which starts less extreme than their product.</summary>
    private double ClassCost(ScaleOutput o, int at, int label)
    {
        double cost = 0, objectness = Sigmoid(o.Values[at]);
        for (int c = 0; c < spec.ClassNames.Count; c++)
        {
            double p = Math.Clamp(Math.Sqrt(objectness * Sigmoid(o.Values[at + (5 + c) * o.Plane])), 1e-9, 1 - 1e-9);
            cost -= Math.Log(c == label ? p : 1 - p);
        }
        return cost;
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    private static double Iou(double x, double y, double w, double h, double otherX, double otherY, double otherW, double otherH)
    {
        double width = Math.Min(x + w / 2, otherX + otherW / 2) - Math.Max(x - w / 2, otherX - otherW / 2);
        double height = Math.Min(y + h / 2, otherY + otherH / 2) - Math.Max(y - h / 2, otherY - otherH / 2);
        double overlap = Math.Max(0, width) * Math.Max(0, height);
        return overlap / (w * h + otherW * otherH - overlap + 1e-9);
    }
}
