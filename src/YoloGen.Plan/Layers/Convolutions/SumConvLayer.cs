using System.Linq;

namespace YoloGen.Plans;

/// <summary>What becomes of the sums of a <see cref="SumConvLayer"/>.</summary>
public enum SumEpilogue
{
    /// <summary>They are the output, i32.</summary>
    Sums,

    /// <summary>Times the scale, rounded half to even, plus the zero point, clamped to a byte.</summary>
    Requantize,

    /// <summary>Times the scale, plus the summand, through the function: floats.</summary>
    Float,

    /// <summary>As floats, through the function, then quantized.</summary>
    Quantize,
}

/// <summary>
/// Convolution of bytes whose sums need more than one multiplication: zero points known at run time, weights with zero points, an epilogue in
/// float, or sums as they are.
/// </summary>
public sealed record SumConvLayer : ConvolutionLayer
{
    /// <summary>One scale for each output channel, a weight or a tensor; with the epilogue Float also one for all. Absent for sums.</summary>
    public PlanOperand Scale { get; init; }

    /// <summary>Zero point of the input known at run time, one byte; absent where it is folded into the bias.</summary>
    public PlanOperand InputZero { get; init; }

    /// <summary>Sums of the weights minus their zero points, i32 [O]: present together with <see cref="InputZero"/>.</summary>
    public PlanOperand WeightSums { get; init; }

    /// <summary>Zero points of the weights, i32 [O]; absent where all are 0.</summary>
    public PlanOperand WeightZeros { get; init; }

    /// <summary>One float for each output channel, a weight or a tensor; only with the epilogue Float.</summary>
    public PlanOperand Summand { get; init; }

    /// <summary>What becomes of the sums.</summary>
    public SumEpilogue To { get; init; }

    /// <summary>Scale of the output for the epilogue Quantize.</summary>
    public float OutputScale { get; init; }

    /// <summary>Zero point of the output in the storage domain, for Requantize and Quantize.</summary>
    public int Zero { get; init; }

    /// <summary>Function of the floats for Float and Quantize; null if none.</summary>
    public UnaryKind? Function { get; init; }

    /// <summary>First parameter of the function.</summary>
    public float Alpha { get; init; }

    /// <summary>Second parameter of the function.</summary>
    public float Beta { get; init; }

    /// <summary>Whether no weight is -128, so that two products of signed bytes fit 16 bits.</summary>
    public bool IsPairSafe { get; init; }

    internal override (ElementType X, ElementType Weights, ElementType Y) Types
        => (ElementType.UInt8, ElementType.Int8, To switch { SumEpilogue.Sums => ElementType.Int32, SumEpilogue.Float => ElementType.Float32, _ => ElementType.UInt8 });

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Weights = fields.Input("w", Weights),
        Bias = fields.Input("bias", Bias),
        Scale = fields.Input("scale", Scale, optional: true),
        InputZero = fields.Input("input_zero", InputZero, optional: true),
        WeightSums = fields.Input("weight_sums", WeightSums, optional: true),
        WeightZeros = fields.Input("weight_zeros", WeightZeros, optional: true),
        Summand = fields.Input("summand", Summand, optional: true),
        Window = Window.Visit(fields),
        Groups = fields.Int("group", Groups, 1, int.MaxValue),
        IsPairSafe = fields.Flag("safe", IsPairSafe),
        To = fields.Word("to", To),
        OutputScale = fields.Float("output_scale", OutputScale),
        Zero = fields.Byte("zero", Zero),
        Function = fields.Word("op", Function, optional: true),
        Alpha = fields.Float("alpha", Alpha),
        Beta = fields.Float("beta", Beta),
    };

    private protected override string? MoreError(Plan plan, int outputs)
    {
        bool fits = plan.IsWeight(Bias, ElementType.Int32, outputs) && IsPerChannel(plan, Scale, outputs, mayBeScalar: To == SumEpilogue.Float)
            && IsPerChannel(plan, Summand, outputs, mayBeScalar: false) && (To == SumEpilogue.Float || !Summand.IsPresent) && (To == SumEpilogue.Sums || Scale.IsPresent)
            && (!InputZero.IsPresent || (plan.View(InputZero).Type.IsQuantized() && plan.View(InputZero).Count() == 1)) && InputZero.IsPresent == WeightSums.IsPresent
            && plan.IsWeight(WeightSums, ElementType.Int32, outputs) && plan.IsWeight(WeightZeros, ElementType.Int32, outputs)
            && (To != SumEpilogue.Quantize || OutputScale > 0) && (Function is not { } function || UnaryLayer.IsFloatFunction(function));
        return fits ? null : "has no valid bias, scale, zero points or function";
    }

    /// <summary>Whether an operand is absent, or floats without gaps, one for each channel or one for all.</summary>
    private static bool IsPerChannel(Plan plan, PlanOperand operand, long outputs, bool mayBeScalar)
    {
        if (!operand.IsPresent)
        {
            return true;
        }

        PlanTensor t = plan.View(operand);
        long count = t.Count();
        long[] dense = TensorStrides.RowMajor(t.Shape);
        return t.Type == ElementType.Float32 && (count == outputs || (mayBeScalar && count == 1)) && t.Shape.Select((d, i) => d == 1 || t.Strides[i] == dense[i]).All(ok => ok);
    }

    /// <inheritdoc/>
    public override long Scratch(Plan plan)
    {
        (long addend, long window, long sums, long scales) = ScratchParts(plan);
        return addend + window + sums + scales;
    }

    /// <summary>Whether one scale has to be repeated for each channel.</summary>
    public bool RepeatsScale(Plan plan) => Scale.IsPresent && plan.Tensors[Y].Shape[1] > 1 && plan.View(Scale).Count() == 1;

    /// <summary>Bytes of what lies in the scratch memory, one after the other: addends, sums of windows, sums of a row, one scale for each channel.</summary>
    public (long Addend, long Window, long Sums, long Scales) ScratchParts(Plan plan)
    {
        PlanTensor y = plan.Tensors[Y];
        long outputs = y.Shape[1], width = y.Shape[3];
        return (Round(outputs * 4), Round(width * 4), To == SumEpilogue.Sums ? 0 : Round(width * outputs * 4), RepeatsScale(plan) ? Round(outputs * 4) : 0);
    }

    private static long Round(long bytes) => (bytes + 63) / 64 * 64;
}
