using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Operators that move, pick, repeat or retype elements; shapes and positions become constant inputs.</summary>
internal static class MoveExport
{
    public static void Export(ExportState state, Node node)
    {
        string[] all = [.. node.Inputs.Select(state.Read)];
        string y = node.Output.Name, x = all[0];
        switch (node.Op)
        {
            case Concat op:
                state.Add(node, "Concat", all, y, ("axis", op.Axis));
                break;
            case Slice op:
                state.Add(node, "Slice", [x, .. Positions(state, node, op)], y);
                break;
            case Transpose op:
                state.Add(node, "Transpose", all, y, ("perm", op.Perm.ToArray()));
                break;
            case Reshape:
                // A dimension of 0 would copy the input's.
                (string, object)[] zero = node.Output.Shape.Dims.Contains(0) ? [("allowzero", true)] : [];
                state.Add(node, "Reshape", [x, Dims(state, node)], y, zero);
                break;
            case Expand:
                state.Add(node, "Expand", [x, Dims(state, node)], y);
                break;
            case Tile op:
                state.Add(node, "Tile", [x, state.Longs(y + "_repeats", op.Repeats.Select(r => (long)r))], y);
                break;
            case Cast:
                state.Add(node, "Cast", all, y, ("to", (int)ExportState.TypeOf(node.Output.Type)));
                break;
            case Gather op:
                state.Add(node, "Gather", all, y, ("axis", op.Axis));
                break;
            case Pad op:
                Pad(state, node, op, x);
                break;
            case DepthToSpace op:
                state.Add(node, "DepthToSpace", all, y, ("blocksize", op.Block), ("mode", op.ColumnRowDepth ? "CRD" : "DCR"));
                break;
            case SpaceToDepth op:
                state.Add(node, "SpaceToDepth", all, y, ("blocksize", op.Block));
                break;
        }
    }

    private static string Dims(ExportState state, Node node)
        => state.Longs(node.Output.Name + "_shape", node.Output.Shape.Dims.Select(d => (long)d));

    /// <summary>starts, ends, axes, steps of the axes that are cut.</summary>
    private static string[] Positions(ExportState state, Node node, Slice op)
    {
        Shape x = node.Input(0).Shape, y = node.Output.Shape;
        int[] axes = [.. Enumerable.Range(0, x.Rank).Where(i => op.Starts[i] != 0 || op.Steps[i] != 1 || x[i] != y[i])];
        string name = node.Output.Name;
        return
        [
            state.Longs(name + "_starts", axes.Select(a => (long)op.Starts[a])),
            state.Longs(name + "_ends", axes.Select(End)),
            state.Longs(name + "_axes", axes.Select(a => (long)a)),
            state.Longs(name + "_steps", axes.Select(a => (long)op.Steps[a])),
        ];

        long End(int axis)
        {
            if (y[axis] == 0)
            {
                return op.Starts[axis];
            }

            long last = op.Starts[axis] + ((long)op.Steps[axis] * (y[axis] - 1));

            // Backwards to the first element: -1 would count from the end, so the end lies far before the axis.
            return op.Steps[axis] > 0 ? last + 1 : last > 0 ? last - 1 : -x[axis] - 1L;
        }
    }

    private static void Pad(ExportState state, Node node, Pad op, string x)
    {
        if (op.Mode == PadMode.Wrap)
        {
            throw ExportState.Unsupported(node, "mode wrap");
        }

        string y = node.Output.Name;
        List<string> inputs = [x, state.Longs(y + "_pads", op.Before.Concat(op.After).Select(p => (long)p))];
        if (op.Mode == PadMode.Constant)
        {
            inputs.Add(node.Output.Type switch
            {
                ElementType.Float32 => state.Constant(y + "_value", new TensorData(Shape.Scalar, [op.Value])),
                ElementType.UInt8 => state.Constant(y + "_value", new TensorData(Shape.Scalar, new[] { (byte)op.Value })),
                ElementType.Int8 => state.Constant(y + "_value", new TensorData(Shape.Scalar, new[] { (sbyte)op.Value })),
                ElementType.Int32 => state.Constant(y + "_value", new TensorData(Shape.Scalar, new[] { (int)op.Value })),
                ElementType.Int64 => state.Constant(y + "_value", new TensorData(Shape.Scalar, new[] { (long)op.Value })),
                _ => state.Constant(y + "_value", new TensorData(Shape.Scalar, new[] { op.Value != 0 })),
            });
        }

        state.Add(node, "Pad", [.. inputs], y, ("mode", op.Mode.ToString().ToLowerInvariant()));
    }
}
