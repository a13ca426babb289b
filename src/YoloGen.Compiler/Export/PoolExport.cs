using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Pooling and reductions.</summary>
internal static class PoolExport
{
    public static void Export(ExportState state, Node node)
    {
        string x = state.Read(node.Input(0)), y = node.Output.Name;
        switch (node.Op)
        {
            case MaxPool op:
                state.Add(node, "MaxPool", [x], y, [.. ConvExport.Window(op.Window, dilations: true), ("ceil_mode", RoundsUp(node, op.Window))]);
                break;
            case AveragePool op:
                if (op.Window.DilationH != 1 || op.Window.DilationW != 1)
                {
                    throw ExportState.Unsupported(node, "a dilated window");
                }

                state.Add(
                    node, "AveragePool", [x], y,
                    [.. ConvExport.Window(op.Window, dilations: false), ("ceil_mode", RoundsUp(node, op.Window)), ("count_include_pad", op.CountIncludePad)]);
                break;
            case Reduce { Kind: ReduceKind.Sum } op:
                state.Add(node, "ReduceSum", [x, state.Longs(y + "_axes", op.Axes.Select(a => (long)a))], y, ("keepdims", op.KeepDims));
                break;
            case Reduce op:
                state.Add(node, op.Name, [x], y, ("axes", op.Axes.ToArray()), ("keepdims", op.KeepDims));
                break;
            case ArgMax op:
                state.Add(
                    node, op.Smallest ? "ArgMin" : "ArgMax", [x], y,
                    ("axis", op.Axis), ("keepdims", op.KeepDims), ("select_last_index", op.SelectLast));
                break;
        }
    }

    /// <summary>Whether the result has a window that starts inside but reaches beyond the padding.</summary>
    private static bool RoundsUp(Node node, Window2D w)
    {
        Shape x = node.Input(0).Shape, y = node.Output.Shape;
        int height = (x[2] + w.PadTop + w.PadBottom - (w.DilationH * (w.KernelH - 1)) - 1) / w.StrideH;
        int width = (x[3] + w.PadLeft + w.PadRight - (w.DilationW * (w.KernelW - 1)) - 1) / w.StrideW;
        return y[2] != height + 1 || y[3] != width + 1;
    }
}
