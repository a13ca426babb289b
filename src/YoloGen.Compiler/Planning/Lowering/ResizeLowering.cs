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
            g.Layer("nearest", node.Name, [new Operand(x, -1, LayoutNeed.Pixels), Operand.OfWeight(Weight(2)), Operand.OfWeight(Weight(3))], y, new PlanAttributes(), LayoutNeed.Pixels);
            return;
        }

        Value current = x;
        int[] dims = [.. x.Shape.Dims];
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (dims[axis] != y.Shape[axis])
            {
                dims[axis] = y.Shape[axis];
                current = g.Layer("pick", node.Name, [current, Operand.OfWeight(Weight(axis))], GraphLowering.Temporary(y.Name, y.Type, dims), new PlanAttributes().Add("axis", axis).AddFloats("fill", 0));
            }
        }

        g.Layer("copy", node.Name, [current], y, new PlanAttributes(), inPlace: true);
    }

    private static void Linear(GraphLowering g, Node node, Resize op, Value x, Value y)
    {
        (int[] top, int[] bottom, float[] rowWeights) = Axis(op, 2, x, y);
        (int[] left, int[] right, float[] columnWeights) = Axis(op, 3, x, y);
        Operand Ints(string name, int[] values) => Operand.OfWeight(g.Weights.AddInts(node.Name + name, [values.Length], values, resident: true));
        Operand Floats(string name, float[] values) => Operand.OfWeight(g.Weights.AddFloats(node.Name + name, [values.Length], values, resident: true));
        g.Layer(
            "linear", node.Name,
            [
                new Operand(x, -1, LayoutNeed.Pixels), Ints(".top", top), Ints(".bottom", bottom), Floats(".row", rowWeights),
                Ints(".left", left), Ints(".right", right), Floats(".column", columnWeights),
            ],
            y, new PlanAttributes(), LayoutNeed.Pixels);
    }

    private static void Cubic(GraphLowering g, Node node, Resize op, Value x, Value y)
    {
        var inputs = new List<Operand> { new(x, -1, LayoutNeed.Pixels) };
        foreach (int axis in (int[])[2, 3])
        {
            string name = node.Name + (axis == 2 ? ".row" : ".column");
            var pixels = Enumerable.Range(0, y.Shape[axis]).Select(i => CubicWeights.Of(op, axis, i, x.Shape[axis], y.Shape[axis])).ToList();
            inputs.Add(Operand.OfWeight(g.Weights.AddInts(name + "s", [pixels.Count, 4], [.. pixels.SelectMany(p => p.Taps)], resident: true)));
            inputs.Add(Operand.OfWeight(g.Weights.AddFloats(name + ".weights", [pixels.Count, 4], [.. pixels.SelectMany(p => p.Weights)], resident: true)));
        }

        g.Layer("cubic", node.Name, inputs, y, new PlanAttributes(), LayoutNeed.Pixels);
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
