namespace YoloGen.Plans;

/// <summary>Convolution of floats; the bias may be absent.</summary>
public abstract record FloatConvolutionLayer : ScheduledConvolutionLayer
{
    /// <inheritdoc/>
    public override bool CanLead => true;

    internal override (ElementType X, ElementType Weights, ElementType Y) Types => (ElementType.Float32, ElementType.Float32, ElementType.Float32);

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Weights = fields.Input("w", Weights),
        Bias = fields.Input("bias", Bias, optional: true),
        Window = Window.Visit(fields),
        Groups = fields.Int("group", Groups, 1, int.MaxValue),
        Schedule = Schedule.Visit(fields),
    };

    private protected override string? MoreError(Plan plan, int outputs)
        => plan.IsWeight(Bias, ElementType.Float32, outputs) ? null : "has a bias that does not fit";
}

/// <summary>Convolution of floats.</summary>
public sealed record ConvLayer : FloatConvolutionLayer
{
    internal override bool IsDirect => true;
}

/// <summary>Convolution of floats, each channel by itself.</summary>
public sealed record DepthwiseLayer : FloatConvolutionLayer
{
    /// <inheritdoc/>
    public override bool IsDepthwise => true;
}
