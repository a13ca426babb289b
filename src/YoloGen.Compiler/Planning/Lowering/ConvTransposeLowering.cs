using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Graph.Operators;
using YoloGen.Emit;

namespace YoloGen.Compiler.Planning;

/// <summary>
/// A transposed convolution is one convolution for each phase of its stride: output row r + q * stride takes input rows q + offset, with every
/// stride-th kernel row. Kernel rows are taken from the last to the first, so that input rows ascend.
/// </summary>
internal static class ConvTransposeLowering
{
    /// <summary>Outputs <paramref name="First"/>, First + stride, ...: kernel indices that reach them, and the input index of the first tap of the first output.</summary>
    private sealed record Phase(int First, int Count, int[] Taps, int Low);

    /// <summary>One axis: its phases, and how many inputs lie between the taps of a phase.</summary>
    private sealed record Axis(Phase[] Phases, int Dilation);

    public static void Float(GraphLowering g, Node node)
    {
        var op = (ConvTranspose)node.Op;
        TensorData w = ConvLowering.Weights(g, node, 1);
        TensorData? bias = g.Constant(node, 2);
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        int group = op.Group, inputs = w.Shape[0] / group, outputs = w.Shape[1];
        Value sum = op.Activation is null ? y : new Value(y.Name, y.Type, y.Shape);
        Operand biasOperand = bias is null ? Operand.Absent : Operand.OfWeight(g.Weights.AddFloats(node.Input(2).Name, [bias.Length], bias.Floats));
        var parts = new List<(Value, SliceView)>();
        Axis rows = AxisOf(y.Shape[2], op.Window.StrideH, op.Window.KernelH, op.Window.DilationH, op.Window.PadTop);
        Axis columns = AxisOf(y.Shape[3], op.Window.StrideW, op.Window.KernelW, op.Window.DilationW, op.Window.PadLeft);
        foreach (Phase row in rows.Phases)
        {
            foreach (Phase column in columns.Phases)
            {
                Value part = GraphLowering.Temporary($"{y.Name}.{row.First}.{column.First}", y.Type, y.Shape[0], y.Shape[1], row.Count, column.Count);
                if (row.Taps.Length == 0 || column.Taps.Length == 0)
                {
                    BiasAlone(g, node, bias, part);
                }
                else
                {
                    Emit(g, node, w, x, part, row, column, rows.Dilation, columns.Dilation, biasOperand, inputs, outputs, group);
                }

                parts.Add((part, new SliceView([0, 0, row.First, column.First], [1, 1, op.Window.StrideH, op.Window.StrideW])));
            }
        }

        g.Steps.Add(new AssembleStep(node.Name, parts, sum, alongChannels: false));
        if (op.Activation is { } activation)
        {
            ElementwiseLowering.Unary(g, node.Name, activation, sum, y);
        }
    }

    /// <summary>No tap reaches the phase (the kernel is smaller than the stride): a tap of weight 0 would make a NaN of an infinite input.</summary>
    private static void BiasAlone(GraphLowering g, Node node, TensorData? bias, Value part)
    {
        int channels = part.Shape[1];
        var data = new TensorData(Shape.Of(1, channels, 1, 1), bias?.Floats ?? new float[channels]);
        g.View(node.Name, new ExpandView(), new Value(part.Name + ".bias", part.Type, data.Shape, data), part);
    }

    private static void Emit(
        GraphLowering g, Node node, TensorData w, Value x, Value part, Phase row, Phase column, int rowDilation, int columnDilation, Operand bias, int inputs, int outputs, int group)
    {
        int kh = row.Taps.Length, kw = column.Taps.Length;
        var weights = new float[group * outputs * kh * kw * inputs];
        for (int o = 0; o < group * outputs; o++)
        {
            for (int a = 0; a < kh; a++)
            {
                for (int b = 0; b < kw; b++)
                {
                    for (int i = 0; i < inputs; i++)
                    {
                        int source = ((((o / outputs * inputs) + i) * outputs) + (o % outputs)) * w.Shape[2] * w.Shape[3];
                        weights[((((o * kh) + a) * kw) + b) * inputs + i] = w.Floats[source + (row.Taps[a] * w.Shape[3]) + column.Taps[b]];
                    }
                }
            }
        }

        int index = g.Weights.AddFloats($"{node.Input(1).Name}.{row.First}.{column.First}", [group * outputs, kh, kw, inputs], weights);
        var halo = new HaloNeed(
            Math.Max(0, -row.Low), Math.Max(0, -column.Low),
            Math.Max(0, row.Low + row.Count + ((kh - 1) * rowDilation) - x.Shape[2]), Math.Max(0, column.Low + column.Count + ((kw - 1) * columnDilation) - x.Shape[3]), 0);
        LayerDraft d = g.Draft();
        d.Add(
            new ConvLayer
            {
                Name = node.Name,
                X = d.Read(new Operand(x, -1, LayoutNeed.Pixels, halo)),
                Weights = d.Weight(index),
                Bias = d.Read(bias),
                Y = d.Write(part),
                Window = new ConvWindow(kh, kw, 1, 1, rowDilation, columnDilation, -row.Low, -column.Low),
                Groups = group,
            },
            LayoutNeed.Pixels);
    }

    private static Axis AxisOf(int size, int stride, int kernel, int dilation, int pad)
    {
        var phases = new List<Phase>();
        for (int first = 0; first < Math.Min(stride, size); first++)
        {
            int[] taps = [.. Enumerable.Range(0, kernel).Where(k => (first + pad - (k * dilation)) % stride == 0).Reverse()];
            int low = taps.Length == 0 ? 0 : (first + pad - (taps[0] * dilation)) / stride;
            phases.Add(new Phase(first, (size - first + stride - 1) / stride, taps, low));
        }

        // Taps of one phase are stride / gcd kernel rows apart, which are dilation / gcd input rows.
        return new Axis([.. phases], dilation / (int)System.Numerics.BigInteger.GreatestCommonDivisor(stride, dilation));
    }
}
