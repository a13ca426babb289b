using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Compiler.Interpreter;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Resizing: all coordinates are worked out at compile time.</summary>
internal static class ResizeLowering
{
    public static void Resize(GraphLowering g, Node node)
    {
        var op = (Resize)node.Op;
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        bool spatial = x.Shape.Rank == 4 && x.Shape[0] == y.Shape[0] && x.Shape[1] == y.Shape[1];
        if (op.Mode == ResizeMode.Nearest)
        {
            Nearest(g, node, op, x, y, spatial);
        }
        else if (op.Mode == ResizeMode.Linear && spatial && x.Type == ElementType.Float32)
        {
            Linear(g, node, op, x, y);
        }
        else if (op.Mode == ResizeMode.Cubic && spatial && x.Type == ElementType.Float32)
        {
            Cubic(g, node, op, x, y);
        }
        else
        {
            g.Refuse(node, $"{op.Mode} resizing of {x.Type.ShortName()} {x.Shape} to {y.Shape}; nearest of any tensor, linear and cubic of float feature maps are supported");
        }
    }

    private static void Nearest(GraphLowering g, Node node, Resize op, Value x, Value y, bool spatial)
    {
        int[] Indices(int axis) => [.. Enumerable.Range(0, y.Shape[axis]).Select(i => ResizeCoordinates.Nearest(op, axis, i, x.Shape[axis], y.Shape[axis]))];
        int Weight(int axis) => g.Weights.AddInts($"{node.Name}.indices{axis}", [y.Shape[axis]], Indices(axis), resident: true);
        if (spatial)
        {
            LayerDraft d = g.Draft();
            d.Add(new NearestLayer { Name = node.Name, X = d.Pixels(x), Rows = d.Weight(Weight(2)), Columns = d.Weight(Weight(3)), Y = d.Write(y) }, LayoutNeed.Pixels);
            return;
        }

        Value current = x;
        int[] dims = [.. x.Shape.Dims];
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (dims[axis] != y.Shape[axis])
            {
                dims[axis] = y.Shape[axis];
                current = MovementLowering.Pick(g, node.Name, current, axis, Weight(axis), GraphLowering.Temporary(y.Name, y.Type, dims), fill: 0);
            }
        }

        g.Copy(node.Name, current, y, inPlace: true);
    }

    private static void Linear(GraphLowering g, Node node, Resize op, Value x, Value y)
    {
        (int[] top, int[] bottom, float[] rowWeights) = Axis(op, 2, x, y);
        (int[] left, int[] right, float[] columnWeights) = Axis(op, 3, x, y);
        int Ints(string name, int[] values) => g.Weights.AddInts(node.Name + name, [values.Length], values, resident: true);
        int Floats(string name, float[] values) => g.Weights.AddFloats(node.Name + name, [values.Length], values, resident: true);
        LayerDraft d = g.Draft();
        d.Add(
            new LinearLayer
            {
                Name = node.Name,
                X = d.Pixels(x),
                Top = d.Weight(Ints(".top", top)),
                Bottom = d.Weight(Ints(".bottom", bottom)),
                RowWeights = d.Weight(Floats(".row", rowWeights)),
                Left = d.Weight(Ints(".left", left)),
                Right = d.Weight(Ints(".right", right)),
                ColumnWeights = d.Weight(Floats(".column", columnWeights)),
                Y = d.Write(y),
            },
            LayoutNeed.Pixels);
    }

    private static void Cubic(GraphLowering g, Node node, Resize op, Value x, Value y)
    {
        (int Taps, int Weights) Axis(int axis, string name)
        {
            var pixels = Enumerable.Range(0, y.Shape[axis]).Select(i => CubicWeights.Of(op, axis, i, x.Shape[axis], y.Shape[axis])).ToList();
            return (g.Weights.AddInts(node.Name + name + "s", [pixels.Count, 4], [.. pixels.SelectMany(p => p.Taps)], resident: true),
                g.Weights.AddFloats(node.Name + name + ".weights", [pixels.Count, 4], [.. pixels.SelectMany(p => p.Weights)], resident: true));
        }

        (int rows, int rowWeights) = Axis(2, ".row");
        (int columns, int columnWeights) = Axis(3, ".column");
        LayerDraft d = g.Draft();
        d.Add(
            new CubicLayer
            {
                Name = node.Name,
                X = d.Pixels(x),
                Rows = d.Weight(rows),
                RowWeights = d.Weight(rowWeights),
                Columns = d.Weight(columns),
                ColumnWeights = d.Weight(columnWeights),
                Y = d.Write(y),
            },
            LayoutNeed.Pixels);
    }

    private static (int[] Low, int[] High, float[] Weight) Axis(Resize op, int axis, Value x, Value y)
    {
        int count = y.Shape[axis], size = x.Shape[axis];
        var low = new int[count];
        var high = new int[count];
        var weight = new float[count];
        for (int i = 0; i < count; i++)
        {
            (low[i], high[i], weight[i]) = ResizeCoordinates.Linear(op, axis, i, size, count);
        }

        return (low, high, weight);
    }
}
