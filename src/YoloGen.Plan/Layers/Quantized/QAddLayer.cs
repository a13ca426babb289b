using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>A function of two bytes of different scales.</summary>
public abstract record QuantizedPairLayer : ElementwiseLayer
{
    /// <summary>The first input, bytes.</summary>
    public PlanOperand A { get; init; }

    /// <summary>The second input, bytes.</summary>
    public PlanOperand B { get; init; }

    /// <summary>128 where the output is signed, stored plus 128; else 0.</summary>
    public int Shift { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [A, B];

    /// <inheritdoc/>
    public override bool CanFollow => true;

    /// <summary>Bytes of a broadcast operand that are written out at a time.</summary>
    public const int Block = 256;

    /// <inheritdoc/>
    public override long Scratch(Plan plan) => Block;

    private protected override bool HasTypes(Plan plan) => TypeOf(plan, A).IsQuantized() && TypeOf(plan, B).IsQuantized() && OutputType(plan).IsQuantized();
}

/// <summary>Sum of bytes of different scales: two fused multiply-adds onto a rounded constant.</summary>
public sealed record QAddLayer : QuantizedPairLayer
{
    /// <summary>Scale of the first input over the output's.</summary>
    public float RatioA { get; init; }

    /// <summary>Scale of the second input over the output's.</summary>
    public float RatioB { get; init; }

    /// <summary>What the zero points add.</summary>
    public float Fixed { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        A = fields.Input("a", A),
        B = fields.Input("b", B),
        RatioA = fields.Float("ratio_a", RatioA),
        RatioB = fields.Float("ratio_b", RatioB),
        Fixed = fields.Float("fixed", Fixed),
        Shift = fields.Byte("shift", Shift),
    };
}

/// <summary>Product of bytes of different scales.</summary>
public sealed record QMulLayer : QuantizedPairLayer
{
    /// <summary>Zero point of the first input, storage domain.</summary>
    public int ZeroA { get; init; }

    /// <summary>Zero point of the second input, storage domain.</summary>
    public int ZeroB { get; init; }

    /// <summary>Product of the inputs' scales over the output's.</summary>
    public float Ratio { get; init; }

    /// <summary>Zero point of the output in the model's domain, added before rounding.</summary>
    public float Offset { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        A = fields.Input("a", A),
        B = fields.Input("b", B),
        ZeroA = fields.Byte("zero_a", ZeroA),
        ZeroB = fields.Byte("zero_b", ZeroB),
        Ratio = fields.Float("ratio", Ratio),
        Offset = fields.Float("offset", Offset),
        Shift = fields.Byte("shift", Shift),
    };
}
