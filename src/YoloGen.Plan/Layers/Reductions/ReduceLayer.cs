using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>
/// The axes where the output has size 1 and the input has not, put together to one value; equal ranks. One accumulator for each output takes the
/// elements in row-major order of these axes.
/// </summary>
public sealed record ReduceLayer : PlanLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The output, of the input's type.</summary>
    public int Y { get; init; }

    /// <summary>How values are put together.</summary>
    public ReduceKind Function { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), X = fields.Input("x", X), Function = fields.Word("op", Function) };

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = x.Type == y.Type && x.Shape.Count == y.Shape.Count && y.Shape.Select((d, i) => d == 1 || d == x.Shape[i]).All(ok => ok) && x.Shape.All(d => d > 0)
            && (x.Type == ElementType.Float32 || Function is not (ReduceKind.L2 or ReduceKind.MaxNumber)) && (x.Type != ElementType.Bool || Function is ReduceKind.Max or ReduceKind.Min);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);
}

/// <summary>Place of the largest or smallest value along an axis, where the output has size 1.</summary>
public sealed record ArgMaxLayer : PlanLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The output, i64.</summary>
    public int Y { get; init; }

    /// <summary>The axis.</summary>
    public int Axis { get; init; }

    /// <summary>Whether the last of equal values counts, not the first.</summary>
    public bool SelectsLast { get; init; }

    /// <summary>Whether the smallest value is looked for.</summary>
    public bool IsSmallest { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Axis = fields.Axis(Axis),
        SelectsLast = fields.Flag("last", SelectsLast),
        IsSmallest = fields.Flag("smallest", IsSmallest),
    };

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = y.Type == ElementType.Int64 && x.Type != ElementType.Bool && AlongAxis.Fits(x, y, Axis) && y.Shape[Axis] == 1 && x.Shape.All(d => d > 0);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);
}
