using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Slices along an axis, their numbers known when compiled.</summary>
public sealed record PickLayer : PlanLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Numbers of the slices, i32, a weight; -1 takes the fill value.</summary>
    public PlanOperand Indices { get; init; }

    /// <summary>The output.</summary>
    public int Y { get; init; }

    /// <summary>The axis.</summary>
    public int Axis { get; init; }

    /// <summary>Value of the elements that no slice gives.</summary>
    public float Fill { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Indices = fields.Input("indices", Indices),
        Axis = fields.Axis(Axis),
        Fill = fields.Float("fill", Fill),
    };

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = x.Type == y.Type && AlongAxis.Fits(x, y, Axis) && plan.IsWeight(Indices, ElementType.Int32, y.Shape[Axis]);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);

    internal override IEnumerable<IndexTable> IndexTables(Plan plan) => [IndexTable.On(Indices, plan.View(X).Shape[Axis], least: -1)];
}

/// <summary>Slices along an axis, their numbers known at run time and limited to the axis.</summary>
public sealed record GatherLayer : PlanLayer
{
    /// <summary>The input.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Numbers of the slices, i32 or i64, one axis.</summary>
    public PlanOperand Indices { get; init; }

    /// <summary>The output.</summary>
    public int Y { get; init; }

    /// <summary>The axis.</summary>
    public int Axis { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Indices = fields.Input("indices", Indices),
        Axis = fields.Axis(Axis),
    };

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y], at = plan.View(Indices);
        bool fits = x.Type == y.Type && AlongAxis.Fits(x, y, Axis) && x.Shape[Axis] > 0
            && at.Type is ElementType.Int32 or ElementType.Int64 && at.Shape.Count == 1 && at.Shape[0] == y.Shape[Axis];
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);
}

/// <summary>Shapes of layers that work along one axis.</summary>
internal static class AlongAxis
{
    /// <summary>Whether two tensors have the same shape but along the axis, which both have.</summary>
    public static bool Fits(PlanTensor x, PlanTensor y, int axis)
        => x.Shape.Count == y.Shape.Count && axis < x.Shape.Count && y.Shape.Select((d, i) => i == axis || d == x.Shape[i]).All(ok => ok);
}
