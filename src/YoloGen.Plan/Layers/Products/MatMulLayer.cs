using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>Product of two tensors of floats as matrices, leading axes broadcast; rows of B and of the output contiguous.</summary>
public sealed record MatMulLayer : PlanLayer
{
    /// <summary>The left matrices [.., m, k].</summary>
    public PlanOperand A { get; init; }

    /// <summary>The right matrices [.., k, n].</summary>
    public PlanOperand B { get; init; }

    /// <summary>The products [.., m, n].</summary>
    public int Y { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Y = fields.Output(Y), A = fields.Input("a", A), B = fields.Input("b", B) };

    internal override string? Error(Plan plan)
    {
        PlanTensor a = plan.View(A), b = plan.View(B), y = plan.Tensors[Y];
        bool fits = a.Type == ElementType.Float32 && b.Type == ElementType.Float32 && y.Type == ElementType.Float32 && MatrixShape.Fits(a, b, y)
            && MatrixShape.HasRows(b) && MatrixShape.HasRows(y);
        return fits ? null : "has operands that do not fit together";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan)
        => [Views.Elements(plan, A), Views.Rows(plan, B), Views.Rows(plan, PlanOperand.Tensor(Y), writes: true)];
}
