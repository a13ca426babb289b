using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>
/// Elements moved to another place or order. With <see cref="Flip"/> a network input or output of signed bytes meets the arena, which holds
/// them plus 128.
/// </summary>
public sealed record CopyLayer : ElementwiseLayer
{
    /// <summary>The input, of the output's type.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Whether the sign bit changes.</summary>
    public bool Flip { get; init; }

    /// <inheritdoc/>
    public override IReadOnlyList<PlanOperand> Elements => [X];

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), X = fields.Input("x", X), Flip = fields.Flag("flip", Flip) };

    private protected override bool HasTypes(Plan plan) => TypeOf(plan, X) == OutputType(plan) && (!Flip || OutputType(plan) == ElementType.Int8);
}

/// <summary>The border of a feature map that was assembled from parts, filled.</summary>
public sealed record HaloLayer : PlanLayer
{
    /// <summary>The feature map.</summary>
    public int Y { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y) };

    internal override string? Error(Plan plan) => plan.Tensors[Y].Halo is null ? "has nothing to fill" : null;

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => [];
}
