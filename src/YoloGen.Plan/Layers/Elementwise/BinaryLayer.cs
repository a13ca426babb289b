using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>A function of two elements.</summary>
public sealed record BinaryLayer : ElementwiseLayer
{
    /// <summary>The first input.</summary>
    public PlanOperand A { get; init; }

    /// <summary>The second input.</summary>
    public PlanOperand B { get; init; }

    /// <summary>The function.</summary>
    public BinaryKind Function { get; init; }

    /// <summary>Whether kernels compute the function for rows of floats.</summary>
    public bool HasRowKernel => HasRows(Function);

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [A, B];

    /// <inheritdoc/>
    public override bool CanFollow => true;

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        A = fields.Input("a", A),
        B = fields.Input("b", B),
        Function = fields.Word("op", Function),
    };

    private static bool HasRows(BinaryKind function)
        => function is BinaryKind.Add or BinaryKind.Sub or BinaryKind.Mul or BinaryKind.Div or BinaryKind.Max or BinaryKind.Min;

    private protected override bool HasTypes(Plan plan)
    {
        ElementType type = TypeOf(plan, A), y = OutputType(plan);
        return type == TypeOf(plan, B) && Function switch
        {
            BinaryKind.Equal => y == ElementType.Bool,
            BinaryKind.Greater or BinaryKind.GreaterOrEqual or BinaryKind.Less or BinaryKind.LessOrEqual => y == ElementType.Bool && type != ElementType.Bool,
            BinaryKind.And or BinaryKind.Or => type == ElementType.Bool && y == type,
            _ => y == type && type != ElementType.Bool,
        };
    }

    internal override string? FollowError(Plan plan)
        => OutputType(plan) == ElementType.Float32 && HasRowKernel ? base.FollowError(plan) : "follows a row with a function that has no kernel";
}

/// <summary>x where it is not negative, else x times the slope.</summary>
public sealed record PReluLayer : ElementwiseLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The slope of negative values; broadcast.</summary>
    public PlanOperand Slope { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X, Slope];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Slope = fields.Input("slope", Slope),
    };

    private protected override bool HasTypes(Plan plan)
        => TypeOf(plan, X) == ElementType.Float32 && TypeOf(plan, Slope) == ElementType.Float32 && OutputType(plan) == ElementType.Float32;
}
