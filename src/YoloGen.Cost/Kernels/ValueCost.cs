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
        bool alongPixels = AlongPixels(x, output), serial = layer is ReduceLayer && alongPixels;
        ValueFigures v = figures.Values;
        (double products, double cycles) = layer switch
        {
            SumConvLayer sums => (written * sums.Window.Taps * (double)(x.Shape[1] / sums.Groups) * v.SumConvProducts, written * Epilogue(v, sums)),
            ConvolutionLayer convolution => (written * convolution.Window.Taps * Products(v, convolution), 0.0),
            PoolLayer pool => (0.0, written * pool.Window.Taps * Pool(v, pool, plan)),
            MatMulLayer => (written * (double)x.Shape[^1] * v.MatMulProducts, 0.0),
            QMatMulLayer => (written * (double)x.Shape[^1] * v.QMatMulProducts, written * v.QMatMulValue),
            ReduceLayer => (0.0, count * Reduce(alongPixels ? v.ReducePixels : v.ReduceChannels, v, x.Type)),
            _ => (0.0, count * Value(v, layer, output, Planar(x, output))),
        };
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
        double cycles = count * Value(core.Kernels.Values, then, output, planar: false), lines = 0;
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

    /// <summary>Cycles for each value of a layer that goes over values one by one.</summary>
    private static double Value(ValueFigures v, PlanLayer layer, PlanTensor output, bool planar) => layer switch
    {
        LookupLayer => v.Lookup,
        SlopesLayer => v.Slopes,
        QAddLayer => v.QAdd,
        QMulLayer => v.QMul,
        QuantizeLayer => planar ? v.QuantizePlanar : v.Quantize,
        DequantizeLayer => planar ? v.DequantizePlanar : v.Dequantize,
        UnaryLayer unary => v.Functions.TryGetValue(unary.Function, out double cycles) ? cycles : v.Unary,
        BinaryLayer binary => binary.Function == BinaryKind.Div ? v.Divide : v.Binary,
        PReluLayer => v.Binary,
        SoftmaxLayer { Axis: var axis } => axis == output.Shape.Count - 1 ? v.Softmax.Rows : v.Softmax.Columns,
        QSoftmaxLayer => v.Softmax.Rows,
        CopyLayer => planar ? v.CopyPlanar : v.Copy,
        NearestLayer => v.Nearest,
        LinearLayer => v.Linear,
        CubicLayer => v.Cubic,
        _ => v.Other,
    };

    /// <summary>What becomes of each sum: a multiplication and a store, the function and rounding to a byte where there are such.</summary>
    private static double Epilogue(ValueFigures v, SumConvLayer layer)
    {
        double function = layer.Function is not { } kind ? 0 : v.Functions.TryGetValue(kind, out double cycles) ? cycles : v.Unary;
        return v.Binary + function + (layer.To == SumEpilogue.Quantize ? v.Quantize : 0);
    }

    private static double Products(ValueFigures v, ConvolutionLayer layer) => layer switch
    {
        QDepthwiseLayer => v.QDepthwiseProducts,
        DepthwiseLayer { Window: { StrideHeight: 1, StrideWidth: 1 } } => v.DepthwiseProducts.Dense,
        DepthwiseLayer => v.DepthwiseProducts.Strided,
        _ => v.DepthwiseProducts.Strided,
    };

    private static double Pool(ValueFigures v, PoolLayer layer, Plan plan) => layer switch
    {
        MaxPoolLayer => plan.View(layer.X).Type == ElementType.Float32 ? v.MaxPoolFloats : v.MaxPoolBytes,
        AveragePoolLayer => v.AveragePool,
        QAveragePoolLayer mean when mean.SumFactor(plan) is not null => v.QAverageSums,
        _ => v.QAveragePool,
    };

    private static double Reduce((double Floats, double Unsigned, double Signed) rates, ValueFigures v, ElementType type) => type switch
    {
        ElementType.Float32 => rates.Floats,
        ElementType.UInt8 => rates.Unsigned,
        ElementType.Int8 => rates.Signed,
        _ => v.Reduce,
    };

    private static bool AlongPixels(PlanTensor x, PlanTensor y) => x.Shape.Count == 4 && y.Shape.Count == 4 && (long)x.Shape[2] * x.Shape[3] > 1 && (long)y.Shape[2] * y.Shape[3] == 1;

    /// <summary>One side has channels side by side, the other pixels.</summary>
    private static bool Planar(PlanTensor x, PlanTensor y)
        => x.Shape.Count == 4 && y.Shape.Count == 4 && x.Shape[1] > 1 && x.Shape[3] > 1 && x.Strides[1] == 1 != (y.Strides[1] == 1);

    /// <summary>Runs of values that have to be addressed one by one: pixels of feature maps that are parts of wider ones.</summary>
    private static long Runs(IEnumerable<PlanTensor> tensors)
        => tensors.Where(t => t.Shape.Count == 4 && t.Strides[1] == 1 && t.Strides[3] != t.Shape[1] && t.Strides[3] != 0 && t.Shape[3] > 1)
            .Select(t => (long)t.Shape[0] * t.Shape[2] * t.Shape[3]).DefaultIfEmpty(0).Max();
}
