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
        Value sum = op.Activation is null ? y : new Value(y.Name, y.Type, y.Shape);
        Operand biasOperand = bias is null ? Operand.Absent : Operand.OfWeight(g.Weights.AddFloats(node.Input(2).Name, [bias.Length], bias.Floats));
        Assemble(g, node, op.Window, y, sum, (part, taps) =>
        {
            if (taps.Count == 0)
            {
                BiasAlone(g, node, bias, part);
                return;
            }

            int index = g.Weights.AddFloats($"{node.Input(1).Name}.{taps.Suffix}", [y.Shape[1], taps.Rows, taps.Columns, w.Shape[0] / op.Group], taps.Weights(w.Floats, w.Shape, op.Group));
            LayerDraft d = g.Draft();
            d.Add(
                new ConvLayer
                {
                    Name = node.Name,
                    X = d.Read(taps.Input(x, 0)),
                    Weights = d.Weight(index),
                    Bias = d.Read(biasOperand),
                    Y = d.Write(part),
                    Window = taps.Window,
                    Groups = op.Group,
                },
                LayoutNeed.Pixels);
        });
        if (op.Activation is { } activation)
        {
            ElementwiseLowering.Unary(g, node.Name, activation, sum, y);
        }
    }

    public static void Quantized(GraphLowering g, Node node)
    {
        var op = (QConvTranspose)node.Op;
        TensorData w = ConvLowering.Weights(g, node, 1);
        int[]? bias = g.Constant(node, 2)?.Ints;
        Value x = g.InArena(node, 0), y = g.Of(node.Output);
        float[] scale = ProductScales.Of(op.X, op.W, op.Y, y.Shape[1]);
        int zero = GraphLowering.StorageZero(op.X);
        Assemble(g, node, op.Window, y, y, (part, taps) =>
        {
            sbyte[] weights = taps.Weights(w.SBytes, w.Shape, op.Group);
            int[] folded = ConvWeights.FoldedBias(weights, y.Shape[1], bias, zero, node.Name);
            ConvLowering.Add(
                g, node.Name, $"{node.Input(1).Name}.{taps.Suffix}", taps.Window, op.Group, taps.Input(x, zero), [y.Shape[1], taps.Rows, taps.Columns, w.Shape[0] / op.Group], weights, folded, scale, op.Y, part);
        });
    }

    /// <summary>Each phase by itself, and the places of its outputs in the sum.</summary>
    private static void Assemble(GraphLowering g, Node node, Window2D window, Value y, Value sum, Action<Value, PhaseTaps> convolve)
    {
        var parts = new List<(Value, SliceView)>();
        Axis rows = AxisOf(y.Shape[2], window.StrideH, window.KernelH, window.DilationH, window.PadTop);
        Axis columns = AxisOf(y.Shape[3], window.StrideW, window.KernelW, window.DilationW, window.PadLeft);
        foreach (Phase row in rows.Phases)
        {
            foreach (Phase column in columns.Phases)
            {
                var taps = new PhaseTaps(row, column, rows.Dilation, columns.Dilation);
                Value part = GraphLowering.Temporary($"{y.Name}.{taps.Suffix}", y.Type, y.Shape[0], y.Shape[1], row.Count, column.Count);
                convolve(part, taps);
                parts.Add((part, new SliceView([0, 0, row.First, column.First], [1, 1, window.StrideH, window.StrideW])));
            }
        }

        g.Steps.Add(new AssembleStep(node.Name, parts, sum, alongChannels: false));
    }

    /// <summary>No tap reaches the phase (the kernel is smaller than the stride): a tap of weight 0 would make a NaN of an infinite input.</summary>
    private static void BiasAlone(GraphLowering g, Node node, TensorData? bias, Value part)
    {
        int channels = part.Shape[1];
        var data = new TensorData(Shape.Of(1, channels, 1, 1), bias?.Floats ?? new float[channels]);
        g.View(node.Name, new ExpandView(), new Value(part.Name + ".bias", part.Type, data.Shape, data), part);
    }

    /// <summary>The convolution of a phase of rows and one of columns.</summary>
    private sealed record PhaseTaps(Phase Row, Phase Column, int RowDilation, int ColumnDilation)
    {
        public int Rows => Row.Taps.Length;

        public int Columns => Column.Taps.Length;

        public int Count => Rows * Columns;

        public string Suffix => $"{Row.First}.{Column.First}";

        public ConvWindow Window => new(Rows, Columns, 1, 1, RowDilation, ColumnDilation, -Row.Low, -Column.Low);

        /// <summary>The input with the border that the taps reach.</summary>
        public Operand Input(Value x, int fill) => new(x, -1, LayoutNeed.Pixels, new HaloNeed(
            Math.Max(0, -Row.Low), Math.Max(0, -Column.Low),
            Math.Max(0, Row.Low + Row.Count + ((Rows - 1) * RowDilation) - x.Shape[2]), Math.Max(0, Column.Low + Column.Count + ((Columns - 1) * ColumnDilation) - x.Shape[3]), fill));

        /// <summary>The weights of the taps, from [C, M/group, kH, kW] to O, H, W, I.</summary>
        public T[] Weights<T>(T[] all, Shape shape, int group)
        {
            int inputs = shape[0] / group, outputs = shape[1];
            var weights = new T[group * outputs * Count * inputs];
            int at = 0;
            for (int o = 0; o < group * outputs; o++)
            {
                foreach (int a in Row.Taps)
                {
                    foreach (int b in Column.Taps)
                    {
                        for (int i = 0; i < inputs; i++)
                        {
                            int source = ((((o / outputs * inputs) + i) * outputs) + (o % outputs)) * shape[2] * shape[3];
                            weights[at++] = all[source + (a * shape[3]) + b];
                        }
                    }
                }
            }

            return weights;
        }
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
