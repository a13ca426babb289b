using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;

namespace YoloGen.Compiler.Export;

/// <summary>Convolutions, with explicit padding; a fused activation becomes a node of its own.</summary>
internal static class ConvExport
{
    public static void Export(ExportState state, Node node)
    {
        (Window2D window, int group, Unary? activation) = node.Op switch
        {
            Conv op => (op.Window, op.Group, op.Activation),
            ConvTranspose op => (op.Window, op.Group, op.Activation),
            _ => throw new ArgumentException("not a convolution", nameof(node)),
        };
        string result = activation is null ? node.Output.Name : state.Inner(node.Output.Name + "_sum");
        string[] inputs = [.. node.Inputs.Select(state.Read)];
        (string, object)[] attributes = [.. Window(window, dilations: true), ("group", group)];
        if (node.Op is ConvTranspose)
        {
            state.Add(node, "ConvTranspose", inputs, result, [.. attributes, ("output_padding", OutputPadding(node, window))]);
        }
        else
        {
            state.Add(node, "Conv", inputs, result, attributes);
        }

        if (activation is not null)
        {
            UnaryExport.Export(state, node, activation, result, node.Output.Name);
        }
    }

    public static (string Name, object Value)[] Window(Window2D w, bool dilations)
    {
        (string, object)[] attributes =
        [
            ("kernel_shape", new[] { w.KernelH, w.KernelW }),
            ("strides", new[] { w.StrideH, w.StrideW }),
            ("pads", new[] { w.PadTop, w.PadLeft, w.PadBottom, w.PadRight }),
        ];
        return dilations ? [.. attributes, ("dilations", new[] { w.DilationH, w.DilationW })] : attributes;
    }

    /// <summary>What the result has beyond stride * (in - 1) + reach - padding.</summary>
    private static int[] OutputPadding(Node node, Window2D w)
    {
        Shape x = node.Input(0).Shape, y = node.Output.Shape;
        return
        [
            y[2] - ((w.StrideH * (x[2] - 1)) + (w.DilationH * (w.KernelH - 1)) + 1 - w.PadTop - w.PadBottom),
            y[3] - ((w.StrideW * (x[3] - 1)) + (w.DilationW * (w.KernelW - 1)) + 1 - w.PadLeft - w.PadRight),
        ];
    }
}
