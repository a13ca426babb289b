using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>
/// Each byte on the higher of two straight lines that meet: a leaky ReLU, or another scale. With t = (x &lt;&lt; Shift) - Zero:
/// y = clamp(max((t * Rise + 2^14) >> 15, (t * Fall + 2^14) >> 15) + OutputZero, 0, 255).
/// </summary>
public sealed record SlopesLayer : ElementwiseLayer
{
    /// <summary>Most that <see cref="Shift"/> can be.</summary>
    public const int MostShift = 2;

    /// <summary>The input, bytes.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Where the lines meet, in the storage domain and in steps of 2^-Shift.</summary>
    public int Zero { get; init; }

    /// <summary>Bits by which inputs are shifted, so that slopes of 1 and more fit 16 bits: 0 to <see cref="MostShift"/>.</summary>
    public int Shift { get; init; }

    /// <summary>Slope of one line, times 2^15.</summary>
    public int Rise { get; init; }

    /// <summary>Slope of the other, times 2^15.</summary>
    public int Fall { get; init; }

    /// <summary>The output where the lines meet, storage domain.</summary>
    public int OutputZero { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override bool CanFollow => true;

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Zero = fields.Int("zero", Zero, 0, 255 << MostShift),
        Shift = fields.Int("shift", Shift, 0, MostShift),
        Rise = fields.Int("rise", Rise, short.MinValue, short.MaxValue),
        Fall = fields.Int("fall", Fall, short.MinValue, short.MaxValue),
        OutputZero = fields.Byte("output_zero", OutputZero),
    };

    private protected override bool HasTypes(Plan plan) => TypeOf(plan, X).IsQuantized() && OutputType(plan).IsQuantized();
}
