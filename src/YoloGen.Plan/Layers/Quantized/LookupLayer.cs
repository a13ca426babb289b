using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Each byte through a table of 256: an activation, or another scale.</summary>
public sealed record LookupLayer : ElementwiseLayer
{
    /// <summary>The input, bytes.</summary>
    public PlanOperand X { get; init; }

    /// <summary>256 storage bytes, a weight.</summary>
    public PlanOperand Table { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override bool CanFollow => true;

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), X = fields.Input("x", X), Table = fields.Input("table", Table) };

    private protected override bool HasTypes(Plan plan)
        => TypeOf(plan, X).IsQuantized() && OutputType(plan).IsQuantized() && Table.IsPresent && plan.IsWeight(Table, ElementType.UInt8, 256);
}
