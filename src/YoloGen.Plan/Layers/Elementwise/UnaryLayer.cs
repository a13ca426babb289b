using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>A function of each element.</summary>
public sealed record UnaryLayer : ElementwiseLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The function.</summary>
    public UnaryKind Function { get; init; }

    /// <summary>First parameter of the function.</summary>
    public float Alpha { get; init; }

    /// <summary>Second parameter of the function.</summary>
    public float Beta { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override bool CanFollow => true;

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Function = fields.Word("op", Function),
        Alpha = fields.Float("alpha", Alpha),
        Beta = fields.Float("beta", Beta),
    };

    /// <summary>Whether a function takes floats.</summary>
    internal static bool IsFloatFunction(UnaryKind function) => function != UnaryKind.Not;

    private protected override bool HasTypes(Plan plan)
    {
        ElementType type = OutputType(plan);
        return TypeOf(plan, X) == type && type switch
        {
            ElementType.Float32 => IsFloatFunction(Function),
            ElementType.Bool => Function == UnaryKind.Not,
            _ => Function is UnaryKind.Neg or UnaryKind.Abs or UnaryKind.Relu or UnaryKind.Clip or UnaryKind.Floor or UnaryKind.Ceil or UnaryKind.Round,
        };
    }

    internal override string? FollowError(Plan plan)
        => OutputType(plan) == ElementType.Float32 ? base.FollowError(plan) : "follows a row of integers, for which it has no kernel";
}
