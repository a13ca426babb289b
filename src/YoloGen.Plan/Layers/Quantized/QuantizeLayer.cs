using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Floats to bytes: x / scale, rounded half to even, plus the zero point, clamped.</summary>
public sealed record QuantizeLayer : ElementwiseLayer
{
    /// <summary>The input, floats.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The scale, above 0.</summary>
    public float Scale { get; init; }

    /// <summary>The zero point, storage domain.</summary>
    public int Zero { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Scale = fields.Float("scale", Scale),
        Zero = fields.Byte("zero", Zero),
    };

    /// <summary>Whether three planes become pixels of three bytes: rows of planes are quantized, then woven.</summary>
    public bool IsPhoto(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        return y.Shape.Count == 4 && y.Shape[0] == 1 && y.Shape[1] == 3 && x.Shape.Count == 4 && x.Strides[3] == 1 && y.Strides[1] == 1 && y.Strides[3] >= 3
            && x.Shape[3] == y.Shape[3] && x.Shape[1] == 3 && x.Shape[2] == y.Shape[2] && y.Shape[3] > 1;
    }

    /// <inheritdoc/>
    public override long Scratch(Plan plan) => IsPhoto(plan) ? 3L * plan.Tensors[Y].Shape[3] : 0;

    private protected override bool HasTypes(Plan plan) => TypeOf(plan, X) == ElementType.Float32 && OutputType(plan).IsQuantized() && Scale > 0;
}

/// <summary>Floats to bytes, by scales and zero points that are tensors: per channel, or known at run time.</summary>
public sealed record QuantizeByLayer : ElementwiseLayer
{
    /// <summary>The input, floats.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Scales; broadcast.</summary>
    public PlanOperand Scale { get; init; }

    /// <summary>Zero points; broadcast. Bytes are in the storage domain, and so is i32.</summary>
    public PlanOperand Zero { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X, Scale, Zero];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Scale = fields.Input("scale", Scale),
        Zero = fields.Input("zero", Zero),
    };

    private protected override bool HasTypes(Plan plan)
        => TypeOf(plan, X) == ElementType.Float32 && TypeOf(plan, Scale) == ElementType.Float32 && OutputType(plan).IsQuantized()
            && TypeOf(plan, Zero) is ElementType.UInt8 or ElementType.Int8 or ElementType.Int32;
}
