using System.Collections.Immutable;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>Operators that only move elements: addressing where possible.</summary>
internal static class MovementLowering
{
    public static void Reshape(GraphLowering g, Node node) => g.View(node.Name, new ReshapeView(), g.Of(node.Input(0)), g.Of(node.Output));

    public static void Transpose(GraphLowering g, Node node)
        => g.View(node.Name, new TransposeView(((Transpose)node.Op).Perm), g.Of(node.Input(0)), g.Of(node.Output));

    public static void Slice(GraphLowering g, Node node)
    {
        var op = (Slice)node.Op;
        g.View(node.Name, new SliceView(op.Starts, op.Steps), g.Of(node.Input(0)), g.Of(node.Output));
    }

    public static void Expand(GraphLowering g, Node node) => g.View(node.Name, new ExpandView(), g.Of(node.Input(0)), g.Of(node.Output));

    /// <summary>
    /// [a, b] repeated is [1, a, 1, b] expanded to [r, a, s, b] and flattened; axes that are not repeated need no second one, nor do those of
    /// size 1. Where that is more axes than a tensor may have, one axis at a time, as the middle one of three.
    /// </summary>
    public static void Tile(GraphLowering g, Node node)
    {
        Value x = g.Of(node.Input(0)), y = g.Of(node.Output);
        ImmutableArray<int> repeats = ((Tile)node.Op).Repeats;
        int[] axes = [.. Enumerable.Range(0, x.Shape.Rank).Where(a => repeats[a] != 1)];
        if (x.Shape.Rank + axes.Count(a => x.Shape[a] != 1) <= PlanLimits.MaxRank)
        {
            g.View(node.Name, new ReshapeView(), Repeat(g, node, x, [.. x.Shape.Dims], repeats.AsSpan()), y);
            return;
        }

        int[] dims = [.. x.Shape.Dims];
        foreach (int axis in axes)
        {
            int before = dims[..axis].Aggregate(1, (n, d) => n * d), after = dims[(axis + 1)..].Aggregate(1, (n, d) => n * d);
            Value repeated = Repeat(g, node, x, [before, dims[axis], after], [1, repeats[axis], 1]);
            dims[axis] *= repeats[axis];
            x = g.View(node.Name, new ReshapeView(), repeated, GraphLowering.Temporary(y.Name, y.Type, before, dims[axis], after));
        }

        g.View(node.Name, new ReshapeView(), x, y);
    }

    /// <summary>A tensor as <paramref name="dims"/>, each axis repeated, the repetitions still axes of their own.</summary>
    private static Value Repeat(GraphLowering g, Node node, Value x, int[] dims, ReadOnlySpan<int> repeats)
    {
        var split = new List<int>();
        var wide = new List<int>();
        for (int axis = 0; axis < dims.Length; axis++)
        {
            if (repeats[axis] != 1 && dims[axis] != 1)
            {
                split.Add(1);
                wide.Add(repeats[axis]);
            }

            split.Add(dims[axis]);
            wide.Add(dims[axis] == 1 ? repeats[axis] : dims[axis]);
        }

        return g.View(node.Name, new ExpandView(), g.Reshape(node.Name, x, [.. split]), GraphLowering.Temporary(node.Output.Name, node.Output.Type, [.. wide]));
    }

    public static void Concat(GraphLowering g, Node node)
        => Assemble(g, node, ((Concat)node.Op).Axis, [.. node.Inputs.OfType<Tensor>().Select(g.Of)]);

    /// <summary>Inputs with other parameters than the output's go through a table.</summary>
    public static void QConcat(GraphLowering g, Node node)
    {
        var op = (QConcat)node.Op;
        var parts = new List<Value>();
        for (int i = 0; i < node.Inputs.Count; i++)
        {
            Value x = g.Of(node.Input(i));
            ImmutableArray<byte> table = Requantize(node, i, op);
            bool same = x.Type == node.Output.Type && table.Select((v, k) => v == k).All(s => s);
            parts.Add(same ? x : g.Lookup(node.Name, g.Read(x), table, new Value($"{node.Output.Name}.{i}", node.Output.Type, x.Shape)));
        }

        Assemble(g, node, op.Axis, parts);
    }

    /// <summary>What the operator does to each of the 256 values of an input, as the interpreter computes it.</summary>
    private static ImmutableArray<byte> Requantize(Node node, int index, QConcat op)
        => AllBytes.Through(node.Name, new QConcat(0, [op.X[index]], op.Y), node.Output.Type, AllBytes.Of(AllBytes.Patterns, node.Input(index).Type));

    private static void Assemble(GraphLowering g, Node node, int axis, IReadOnlyList<Value> parts)
    {
        Value y = g.Of(node.Output);
        var places = new List<(Value, SliceView)>();
        int at = 0;
        foreach (Value part in Whole(g, axis, parts))
        {
            if (part.Shape[axis] > 0)
            {
                places.Add((g.InArena(part), Place(y.Shape.Rank, axis, at)));
            }

            at += part.Shape[axis];
        }

        g.Steps.Add(new AssembleStep(node.Name, places, y, axis == 1 && y.Shape.Rank == 4));
    }

    /// <summary>Neighbouring parts that are all slices of one value, in its order, are that value.</summary>
    private static List<Value> Whole(GraphLowering g, int axis, IReadOnlyList<Value> parts)
    {
        var result = new List<Value>();
        for (int i = 0; i < parts.Count;)
        {
            int end = i, covered = 0;
            Value? source = g.SliceOf(parts[i])?.Input;
            while (source is not null && end < parts.Count && g.SliceOf(parts[end]) is { } step && ReferenceEquals(step.Input, source)
                && step.View is SliceView slice && slice.Steps.All(s => s == 1) && slice.Starts.Select((s, a) => s == (a == axis ? covered : 0)).All(ok => ok)
                && Enumerable.Range(0, source.Shape.Rank).All(a => a == axis || source.Shape[a] == parts[end].Shape[a]))
            {
                covered += parts[end++].Shape[axis];
            }

            bool whole = source is not null && covered == source.Shape[axis];
            result.Add(whole ? source! : parts[i]);
            i = whole ? end : i + 1;
        }

        return result;
    }

    public static SliceView Place(int rank, int axis, int start)
    {
        var starts = new int[rank];
        starts[axis] = start;
        var steps = new int[rank];
        Array.Fill(steps, 1);
        return new SliceView([.. starts], [.. steps]);
    }

    /// <summary>[N, b, b, C, H, W] (DCR) or [N, C, b, b, H, W] (CRD) with the blocks moved between rows and columns.</summary>
    public static void DepthToSpace(GraphLowering g, Node node)
    {
        var op = (DepthToSpace)node.Op;
        Value x = g.Of(node.Input(0)), y = g.Of(node.Output);
        int n = x.Shape[0], c = y.Shape[1], h = x.Shape[2], w = x.Shape[3], b = op.Block;
        Value split = op.ColumnRowDepth ? g.Reshape(node.Name, x, n, c, b, b, h, w) : g.Reshape(node.Name, x, n, b, b, c, h, w);
        Value moved = op.ColumnRowDepth ? g.Transpose(node.Name, split, 0, 1, 4, 2, 5, 3) : g.Transpose(node.Name, split, 0, 3, 4, 1, 5, 2);
        g.View(node.Name, new ReshapeView(), moved, y);
    }

    public static void SpaceToDepth(GraphLowering g, Node node)
    {
        int b = ((SpaceToDepth)node.Op).Block;
        Value x = g.Of(node.Input(0)), y = g.Of(node.Output);
        Value split = g.Reshape(node.Name, x, x.Shape[0], x.Shape[1], y.Shape[2], b, y.Shape[3], b);
        Value moved = g.Transpose(node.Name, split, 0, 3, 5, 1, 2, 4);
        g.View(node.Name, new ReshapeView(), moved, y);
    }

    /// <summary>Every output element is an input element or the fill value, picked by one list of indices for each axis.</summary>
    public static void Pad(GraphLowering g, Node node)
    {
        var op = (Pad)node.Op;
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        Value current = x;
        for (int axis = 0; axis < x.Shape.Rank; axis++)
        {
            if (op.Before[axis] == 0 && op.After[axis] == 0)
            {
                continue;
            }

            int size = x.Shape[axis], count = y.Shape[axis];
            int[] indices = [.. Enumerable.Range(0, count).Select(i => Source(op.Mode, i - op.Before[axis], size))];
            current = Pick(g, node.Name, current, axis, indices, op.Value);
        }

        g.Copy(node.Name, current, y, inPlace: true);
    }

    private static int Source(PadMode mode, int i, int size)
    {
        bool inside = i >= 0 && i < size;
        switch (mode)
        {
            case PadMode.Edge:
                return Math.Clamp(i, 0, size - 1);
            case PadMode.Wrap:
                return ((i % size) + size) % size;
            case PadMode.Reflect when size > 1:
                int period = 2 * (size - 1), k = ((i % period) + period) % period;
                return k < size ? k : period - k;
            case PadMode.Reflect:
                return 0;
            default:
                return inside ? i : -1;
        }
    }

    public static void Gather(GraphLowering g, Node node)
    {
        var op = (Gather)node.Op;
        Value y = g.Of(node.Output);
        Value x = g.InArena(node, 0);
        int axis = op.Axis, size = x.Shape[axis];
        if (g.Constant(node, 1) is { } indices)
        {
            int[] picked = [.. Enumerable.Range(0, indices.Values.Length).Select(i => (int)indices.IntegerAt(i)).Select(i => i < 0 ? i + size : i)];
            if (picked.Any(i => i < 0 || i >= size))
            {
                g.Refuse(node, $"an index is outside the axis of size {size}");
                return;
            }

            Value flat = Pick(g, node.Name, x, axis, picked, 0);
            g.View(node.Name, new ReshapeView(), flat, y);
            return;
        }

        Value at = g.InArena(node, 1);
        int[] dims = [.. x.Shape.Dims];
        dims[axis] = checked((int)at.Shape.Count);
        Value indexed = g.Reshape(node.Name, at, dims[axis]);
        LayerDraft d = g.Draft();
        Value result = d.Add(new GatherLayer { Name = node.Name, X = d.Read(x), Indices = d.Read(indexed), Y = d.Write(GraphLowering.Temporary(y.Name, y.Type, dims)), Axis = axis });
        g.View(node.Name, new ReshapeView(), result, y);
    }

    /// <summary>Slices picked along one axis; an index of -1 is the fill value.</summary>
    private static Value Pick(GraphLowering g, string name, Value x, int axis, int[] indices, float fill)
    {
        int[] dims = [.. x.Shape.Dims];
        dims[axis] = indices.Length;
        return Pick(g, name, x, axis, g.Weights.AddInts(name + ".indices", [indices.Length], indices, resident: true), GraphLowering.Temporary(name, x.Type, dims), fill);
    }

    /// <summary>Slices picked along one axis by a table of the weights file.</summary>
    public static Value Pick(GraphLowering g, string name, Value x, int axis, int indices, Value y, float fill)
    {
        LayerDraft d = g.Draft();
        return d.Add(new PickLayer { Name = name, X = d.Read(x), Indices = d.Weight(indices), Y = d.Write(y), Axis = axis, Fill = fill });
    }
}
