using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>exp(x - largest) / sum, along an axis, the sum in the order of the axis.</summary>
public sealed record SoftmaxLayer : PlanLayer
{
    /// <summary>The input, floats.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The output, of the same shape.</summary>
    public int Y { get; init; }

    /// <summary>The axis.</summary>
    public int Axis { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), X = fields.Input("x", X), Axis = fields.Axis(Axis) };

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = x.Type == ElementType.Float32 && y.Type == ElementType.Float32 && x.Shape.SequenceEqual(y.Shape) && Axis < x.Shape.Count && x.Shape.All(d => d > 0);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);
}

/// <summary>Softmax of bytes in integers, through a table.</summary>
public sealed record QSoftmaxLayer : PlanLayer
{
    /// <summary>The input, bytes.</summary>
    public PlanOperand X { get; init; }

    /// <summary>Exponentials of the 256 distances from the largest value, f32, a weight.</summary>
    public PlanOperand Table { get; init; }

    /// <summary>The output, of the same shape.</summary>
    public int Y { get; init; }

    /// <summary>The axis.</summary>
    public int Axis { get; init; }

    /// <summary>One over the scale of the output.</summary>
    public float Factor { get; init; }

    /// <summary>Zero point of the output, storage domain.</summary>
    public int Zero { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with
    {
        Y = fields.Output(Y),
        X = fields.Input("x", X),
        Table = fields.Input("table", Table),
        Axis = fields.Axis(Axis),
        Factor = fields.Float("factor", Factor),
        Zero = fields.Byte("zero", Zero),
    };

    internal override string? Error(Plan plan)
    {
        PlanTensor x = plan.View(X), y = plan.Tensors[Y];
        bool fits = x.Type.IsQuantized() && y.Type.IsQuantized() && x.Shape.SequenceEqual(y.Shape) && Axis < x.Shape.Count && x.Shape.All(d => d > 0)
            && plan.IsWeight(Table, ElementType.Float32, 256);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);
}
