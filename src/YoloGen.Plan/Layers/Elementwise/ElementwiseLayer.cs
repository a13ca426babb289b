using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>A layer that computes each output element from the elements of its inputs at the same (broadcast) place.</summary>
public abstract record ElementwiseLayer : PlanLayer
{
    /// <summary>The output.</summary>
    public int Y { get; init; }

    /// <summary>Inputs that take part in the loops; further ones are constants of the layer.</summary>
    public abstract IReadOnlyList<PlanOperand> Elements { get; }

    internal override IEnumerable<PlanOperand> RowOperands => Elements;

    internal override string? Error(Plan plan)
        => Elements.All(e => e.IsPresent && plan.Broadcasts(e, Y))
            ? HasTypes(plan) ? null : "has operands or attributes of the wrong type, or a function that its type does not have" : "has operands that cannot be broadcast to its output";

    /// <summary>Whether the element types go together, with each other and with the layer's constants.</summary>
    private protected abstract bool HasTypes(Plan plan);

    internal override IEnumerable<MemoryAccess> Touches(Plan plan) => Views.AllElements(plan, this);

    private protected ElementType TypeOf(Plan plan, PlanOperand operand) => plan.View(operand).Type;

    private protected ElementType OutputType(Plan plan) => plan.Tensors[Y].Type;
}
