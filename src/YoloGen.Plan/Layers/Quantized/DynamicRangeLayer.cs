using System.Collections.Generic;

namespace YoloGen.Plans;

/// <summary>The scale and zero point that cover a tensor's values (DynamicQuantizeLinear).</summary>
public sealed record DynamicRangeLayer : PlanLayer
{
    /// <summary>The input, floats.</summary>
    public PlanOperand X { get; init; }

    /// <summary>The scale that is written, one float.</summary>
    public int Scale { get; init; }

    /// <summary>The zero point that is written, one u8.</summary>
    public int Zero { get; init; }

    /// <inheritdoc/>
    public override PlanLayer Visit(LayerFields fields) => this with { Scale = fields.Output(Scale), Zero = fields.Output(Zero), X = fields.Input("x", X) };

    internal override string? Error(Plan plan)
    {
        PlanTensor scale = plan.Tensors[Scale], zero = plan.Tensors[Zero];
        bool fits = plan.View(X).Type == ElementType.Float32 && scale.Type == ElementType.Float32 && zero.Type == ElementType.UInt8 && scale.Count() == 1 && zero.Count() == 1;
        return fits ? null : "has operands of the wrong type";
    }

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);
}
