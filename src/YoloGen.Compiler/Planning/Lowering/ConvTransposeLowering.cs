using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Diagnostics;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// A transposed convolution is one convolution for each phase of its stride: output row r + q * stride takes input rows q + offset, with every
/// stride-th kernel row. Kernel rows are taken from the last to the first, so that input rows ascend.
/// </summary>
internal static class ConvTransposeLowering
{
    private sealed record Phase(int First, int Count, int[] Taps, int Low);

    public static void Float(GraphLowering g, Node node)
    {
        var op = (ConvTranspose)node.Op;
        TensorData w = ConvLowering.Weights(g, node, 1);
        TensorData? bias = g.Constant(node, 2);
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        int group = op.Group, inputs = w.Shape[0] / group, outputs = w.Shape[1];
        Value sum = op.Activation is null ? y : new Value(y.Name, y.Type, y.Shape);
        Operand biasOperand = bias is null ? Operand.Absent : Operand.OfWeight(g.Weights.AddFloats(node.Input(2).Name, [bias.Values.Length], bias.Floats));
        var parts = new List<(Value, SliceView)>();
        Phase[] rows = Phases(y.Shape[2], op.Window.StrideH, op.Window.KernelH, op.Window.DilationH, op.Window.PadTop);
        Phase[] columns = Phases(y.Shape[3], op.Window.StrideW, op.Window.KernelW, op.Window.DilationW, op.Window.PadLeft);
        if (op.Window.DilationH != 1 || op.Window.DilationW != 1)
        {
            throw new YoloGenException(DiagnosticCodes.NoKernel, "dilated transposed convolution", node: node.Name);
        }

        foreach (Phase row in rows)
        {
            foreach (Phase column in columns)
            {
                parts.Add(Emit(g, node, op, w, x, y, row, column, biasOperand, inputs, outputs, group));
            }
        }

        g.Steps.Add(new AssembleStep(node.Name, parts, sum, alongChannels: false));
        if (op.Activation is { } activation)
        {
            ElementwiseLowering.Unary(g, node.Name, activation, sum, y);
        }
    }

    private static (Value, SliceView) Emit(
        GraphLowering g, Node node, ConvTranspose op, TensorData w, Value x, Value y, Phase row, Phase column, Operand bias, int inputs, int outputs, int group)
    {
        // A phase that no tap reaches is the bias alone: one tap with weight 0.
        int kh = Math.Max(1, row.Taps.Length), kw = Math.Max(1, column.Taps.Length);
        var weights = new float[group * outputs * kh * kw * inputs];
        for (int o = 0; o < group * outputs; o++)
        {
            for (int a = 0; a < row.Taps.Length; a++)
            {
                for (int b = 0; b < column.Taps.Length; b++)
                {
                    for (int i = 0; i < inputs; i++)
                    {
                        int source = ((((o / outputs * inputs) + i) * outputs) + (o % outputs)) * w.Shape[2] * w.Shape[3];
                        weights[((((o * kh) + a) * kw) + b) * inputs + i] = w.Floats[source + (row.Taps[a] * w.Shape[3]) + column.Taps[b]];
                    }
                }
            }
        }

        string name = node.Input(1).Name;
        int index = g.Weights.AddFloats($"{name}.{row.First}.{column.First}", [group * outputs, kh, kw, inputs], weights);
        Value part = GraphLowering.Temporary($"{y.Name}.{row.First}.{column.First}", y.Type, y.Shape[0], y.Shape[1], row.Count, column.Count);
        var halo = new HaloNeed(
            Math.Max(0, -row.Low), Math.Max(0, -column.Low), Math.Max(0, row.Low + row.Count - 1 + kh - x.Shape[2]), Math.Max(0, column.Low + column.Count - 1 + kw - x.Shape[3]), 0);
        PlanAttributes attributes = new PlanAttributes().Add("kernel", kh, kw).Add("stride", 1, 1).Add("dilation", 1, 1).Add("pad", -row.Low, -column.Low).Add("group", group);
        g.Layer("conv", node.Name, [new Operand(x, -1, LayoutNeed.Pixels, halo), Operand.OfWeight(index), bias], part, attributes, LayoutNeed.Pixels);
        return (part, new SliceView([0, 0, row.First, column.First], [1, 1, op.Window.StrideH, op.Window.StrideW]));
    }

    private static Phase[] Phases(int size, int stride, int kernel, int dilation, int pad)
    {
        var phases = new List<Phase>();
        for (int first = 0; first < Math.Min(stride, size); first++)
        {
            int[] taps = [.. Enumerable.Range(0, kernel).Where(k => (first + pad - (k * dilation)) % stride == 0).Reverse()];
            int low = taps.Length == 0 ? 0 : (first + pad - (taps[0] * dilation)) / stride;
            phases.Add(new Phase(first, (size - first + stride - 1) / stride, taps, low));
        }

        return [.. phases];
    }
}
