using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Integers to floats: (x - zero point) * scale.</summary>
public sealed record DequantizeLayer : ElementwiseLayer
{
    /// <summary>The input, bytes or i32.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The scale.</summary>
    public float Scale { get; init; }

    /// <summary>The zero point, storage domain for bytes.</summary>
    public int Zero { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Scale = fields.Float("scale", Scale),
        Zero = fields.Int("zero", Zero, int.MinValue, int.MaxValue),
    };

    private protected override bool HasTypes(Plan plan)
        => TypeOf(plan, X) is ElementType.UInt8 or ElementType.Int8 or ElementType.Int32 && OutputType(plan) == ElementType.Float32;
}

/// <summary>Integers to floats, by scales and zero points that are tensors.</summary>
public sealed record DequantizeByLayer : ElementwiseLayer
{
    /// <summary>The input, bytes or i32.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Scales; broadcast.</summary>
    public PlanOperand Scale { get; init; }

    /// <summary>Zero points; broadcast. Bytes are in the storage domain, and so is i32 for an input of bytes.</summary>
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
        => TypeOf(plan, X) is ElementType.UInt8 or ElementType.Int8 or ElementType.Int32 && TypeOf(plan, Scale) == ElementType.Float32
            && OutputType(plan) == ElementType.Float32 && TypeOf(plan, Zero) is ElementType.UInt8 or ElementType.Int8 or ElementType.Int32;
}
