using YoloGen.Emit;

namespace YoloGen.Cost;

/// <summary>
/// Cost of the layers that are no convolution: so many cycles for each value, or for each multiply-add, by what is done and how the values lie;
/// and of the operations that follow a convolution row by row.
/// </summary>
internal static class ValueCost
{
    /// <summary>A layer of its own.</summary>
    public static LayerCost Of(Plan plan, PlanLayer layer, CoreModel core)
    {
        KernelFigures figures = core.Kernels;
        PlanTensor[] inputs = [.. layer.Inputs.Where(i => i.Kind == OperandKind.Tensor).Select(i => plan.Tensors[i.Index])];
        PlanTensor output = plan.Tensors[layer.Outputs[0]], x = inputs.Length > 0 ? inputs[0] : output;
        long written = layer.Outputs.Sum(o => Count(plan.Tensors[o])), count = Math.Max(written, Count(x));
        double lines = inputs.Append(output).Sum(t => Lines(core.L1, t));
        (double products, double cycles, bool serial) = layer.Kind switch
        {
            "qdepthwise" or "depthwise" or "sumconv" => (written * Taps(layer) * Rate(figures, layer.Kind, Strided(layer) ? "stride" : ""), 0.0, false),
            "maxpool" or "avgpool" or "qavgpool" => (0.0, written * Taps(layer) * Rate(figures, layer.Kind, x.Type.Word()), false),
            "matmul" or "qmatmul" => (written * (double)x.Shape[^1] * Rate(figures, layer.Kind, ""), 0.0, false),
            "reduce" => (0.0, count * Rate(figures, layer.Kind, (AlongPixels(x, output) ? "pixels." : "channels.") + x.Type.Word()), AlongPixels(x, output)),
            "unary" or "binary" => (0.0, count * Rate(figures, layer.Kind, layer.Attributes.Word("op")), false),
            _ => (0.0, count * Rate(figures, layer.Kind, Planar(x, output) ? "planar" : ""), false),
        };
        if (layer.Kind == "reduce" && AlongPixels(x, output))
        {
            // Each channel walks all pixels, so that a line is fetched again for each of its channels unless the whole map stays.
            lines += (Count(output) - 1) * Lines(core.L1, x) * core.L1.MissShare(Lines(core.L1, x));
        }

        cycles += Runs(inputs.Append(output)) * figures.Run;
        long rows = output.Shape.Count == 4 ? output.Shape[2] : output.Shape.Count > 1 ? output.Shape[^2] : 1;
        double largest = serial ? 1 : Math.Ceiling(rows / 4.0) / Math.Max(1, rows);
        return new LayerCost(products, cycles + figures.Layer, lines, 0, largest);
    }

    /// <summary>An operation on the rows that a convolution has just written: cycles, and lines fetched.</summary>
    public static (double Cycles, double L1Misses) Follow(Plan plan, PlanLayer then, PlanTensor produced, CoreModel core)
    {
        PlanTensor output = plan.Tensors[then.Outputs[0]];
        long count = Count(output);
        string word = then.Kind is "unary" or "binary" ? then.Attributes.Word("op") : "";
        double cycles = count * Rate(core.Kernels, then.Kind, word), lines = 0;
        if (output.Offset != produced.Offset)
        {
            lines += Lines(core.L1, output);
        }

        foreach (PlanOperand operand in then.Inputs.Where(i => i.Kind == OperandKind.Tensor))
        {
            PlanTensor read = plan.Tensors[operand.Index];
            lines += read.Offset != produced.Offset ? Lines(core.L1, read) : 0;
        }

        return (cycles, lines);
    }

    /// <summary>Number of elements.</summary>
    public static long Count(PlanTensor t) => t.Shape.Aggregate(1L, (n, d) => n * d);

    /// <summary>Lines that a tensor's elements lie in.</summary>
    public static double Lines(CacheModel cache, PlanTensor t)
    {
        long distinct = 1;
        for (int i = 0; i < t.Shape.Count; i++)
        {
            distinct *= t.Strides[i] == 0 ? 1 : t.Shape[i];
        }

        return Math.Max(1, cache.Lines((double)distinct * t.Type.SizeOf()));
    }

    private static double Rate(KernelFigures figures, string kind, string word)
        => figures.Values.TryGetValue(word.Length > 0 ? $"{kind}.{word}" : kind, out double exact) ? exact
            : figures.Values.TryGetValue(kind, out double general) ? general : figures.Values["other"];

    private static int Taps(PlanLayer layer) => layer.Attributes.Ints("kernel").Aggregate(1, (n, d) => n * d);

    private static bool Strided(PlanLayer layer) => layer.Attributes.Ints("stride").Any(s => s > 1);

    private static bool AlongPixels(PlanTensor x, PlanTensor y) => x.Shape.Count == 4 && x.Shape[2] * x.Shape[3] > 1 && y.Shape[2] * y.Shape[3] == 1;

    /// <summary>One side has channels side by side, the other pixels.</summary>
    private static bool Planar(PlanTensor x, PlanTensor y)
        => x.Shape.Count == 4 && y.Shape.Count == 4 && x.Shape[1] > 1 && x.Shape[3] > 1 && x.Strides[1] == 1 != (y.Strides[1] == 1);

    /// <summary>Runs of values that have to be addressed one by one: pixels of feature maps that are parts of wider ones.</summary>
    private static long Runs(IEnumerable<PlanTensor> tensors)
        => tensors.Where(t => t.Shape.Count == 4 && t.Strides[1] == 1 && t.Strides[3] != t.Shape[1] && t.Strides[3] != 0 && t.Shape[3] > 1)
            .Select(t => (long)t.Shape[0] * t.Shape[2] * t.Shape[3]).DefaultIfEmpty(0).Max();
}
