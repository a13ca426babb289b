using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>x * factor + summand, both rounded.</summary>
public sealed record AffineLayer : ElementwiseLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The factor; broadcast.</summary>
    public PlanOperand Factor { get; init; }

    /// <summary>The summand; broadcast.</summary>
    public PlanOperand Summand { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X, Factor, Summand];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Factor = fields.Input("factor", Factor),
        Summand = fields.Input("summand", Summand),
    };

    private protected override bool HasTypes(Plan plan) => Elements.All(e => TypeOf(plan, e) == ElementType.Float32) && OutputType(plan) == ElementType.Float32;
}
