using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>One of two elements, by a condition.</summary>
public sealed record WhereLayer : ElementwiseLayer
{
    /// <summary>The condition, bool.</summary>
    public PlanOperand Condition { get; init; }

    /// <summary>Taken where the condition holds.</summary>
    public PlanOperand A { get; init; }

    /// <summary>Taken where it does not.</summary>
    public PlanOperand B { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [Condition, A, B];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        Condition = fields.Input("condition", Condition),
        A = fields.Input("a", A),
        B = fields.Input("b", B),
    };

    private protected override bool HasTypes(Plan plan)
        => TypeOf(plan, Condition) == ElementType.Bool && TypeOf(plan, A) == TypeOf(plan, B) && TypeOf(plan, A) == OutputType(plan);
}

/// <summary>Values converted to the output's type.</summary>
public sealed record CastLayer : ElementwiseLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), X = fields.Input("x", X) };

    private protected override bool HasTypes(Plan plan) => true;
}
