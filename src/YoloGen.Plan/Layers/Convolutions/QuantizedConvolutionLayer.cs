namespace YoloGen.Plans;

/// <summary>
/// Convolution of bytes: exact sums of products, with the bias (the zero point of the input folded in), times the scale of the channel, rounded
/// half to even, plus the zero point of the output, clamped.
/// </summary>
public abstract record QuantizedConvolutionLayer : ScheduledConvolutionLayer
{
    /// <summary>Input scale times weight scale over output scale, one for each output channel.</summary>
    public PlanOperand Scale { get; init; }

    /// <summary>Zero point of the output in the storage domain.</summary>
    public int Zero { get; init; }

    /// <summary>Least byte of the output.</summary>
    public int Min { get; init; }

    /// <summary>Greatest byte of the output.</summary>
    public int Max { get; init; } = 255;

    /// <summary>Whether no weight is -128, so that two products of signed bytes fit 16 bits.</summary>
    public bool IsPairSafe { get; init; }

    /// <inheritdoc/>
    public override bool CanLead => true;

    internal override (ElementType X, ElementType Weights, ElementType Y) Types => (ElementType.UInt8, ElementType.Int8, ElementType.UInt8);

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Weights = fields.Input("w", Weights),
        Bias = fields.Input("bias", Bias),
        Scale = fields.Input("scale", Scale),
        Window = Window.Visit(fields),
        Groups = fields.Int("group", Groups, 1, int.MaxValue),
        Zero = fields.Byte("zero", Zero),
        Min = fields.Byte("min", Min),
        Max = fields.Byte("max", Max),
        IsPairSafe = fields.Flag("safe", IsPairSafe),
        Schedule = Schedule.Visit(fields),
    };

    private protected override string? MoreError(Plan plan, int outputs)
        => plan.IsWeight(Bias, ElementType.Int32, outputs) && plan.IsWeight(Scale, ElementType.Float32, outputs) ? null : "has no valid bias or scale";
}

/// <summary>Convolution of bytes.</summary>
public sealed record QConvLayer : QuantizedConvolutionLayer
{
    /// <summary>
    /// Whether the compiler has proved that the sum of every output channel, bias included, lies in -2^25 .. 2^25 - 1 (2^29 at stride 2) for whatever bytes come in: what
    /// tiles of outputs rely on.
    /// </summary>
    public bool IsBounded { get; init; }

    /// <summary>The loops around the tiles, where <see cref="IsBounded"/>.</summary>
    public TileSchedule Tiles { get; init; } = new(WorkSplit.Rows, 1);

    internal override bool IsDirect => true;

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields)
    {
        var layer = (QConvLayer)base.Visit(fields);
        bool bounded = fields.Flag("bounded", IsBounded);
        return layer with { IsBounded = bounded, Tiles = bounded ? Tiles.Visit(fields) : Tiles };
    }

    /// <inheritdoc/>
    public override bool CanGather(Plan plan)
        => Schedule is { Split: WorkSplit.Rows, Chunk: 0 } && plan.Tensors[Y].Shape[0] == 1 && Geometry(plan) is { Groups: 1, Inner: 1, Outer: > 1 } g && g.Outer * (long)g.Depth <= MaxGathered;

    /// <summary>Bytes of a window that is copied.</summary>
    private const int MaxGathered = 1024;

    /// <summary>Bytes between windows that are copied side by side.</summary>
    public static int GatheredStep(ConvGeometry g) => (g.Outer * g.Depth + 15) / 16 * 16;

    /// <inheritdoc/>
    public override long Scratch(Plan plan) => Schedule.Gathers && Geometry(plan) is { } g ? ((long)g.Width * GatheredStep(g)) + 64 : 0;

    private protected override string? MoreError(Plan plan, int outputs)
        => base.MoreError(plan, outputs) ?? (IsBounded && !TileRules.HasWindow(Window, Groups) ? "has tiles that its window does not allow" : null);
}

/// <summary>Convolution of bytes, each channel by itself.</summary>
public sealed record QDepthwiseLayer : QuantizedConvolutionLayer
{
    /// <inheritdoc/>
    public override bool IsDepthwise => true;
}
