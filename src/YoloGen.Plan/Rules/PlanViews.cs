using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>Operands of a plan as strided views, and what rules ask of them.</summary>
public static class PlanViews
{
    /// <summary>An operand as a view: a tensor as it is, a weight row-major, its offset counted in the weights file.</summary>
    public static PlanTensor View(this Plan plan, PlanOperand operand)
    {
        if (operand.Kind == OperandKind.Tensor)
        {
            return plan.Tensors[operand.Index];
        }

        PlanWeight weight = plan.Weights[operand.Index];
        return new PlanTensor(weight.Name, weight.Type, weight.Shape, TensorStrides.RowMajor(weight.Shape), weight.Offset, null);
    }

    /// <summary>Number of elements.</summary>
    public static long Count(this PlanTensor tensor) => tensor.Shape.Aggregate(1L, (n, d) => n * d);

    /// <summary>Whether an operand is absent, or a weight of this type with this many elements.</summary>
    internal static bool IsWeight(this Plan plan, PlanOperand operand, ElementType type, long count)
        => !operand.IsPresent || (operand.Kind == OperandKind.Weight && plan.View(operand).Type == type && plan.View(operand).Count() == count);

    /// <summary>Whether an operand is absent, or can be broadcast to the shape of tensor <paramref name="output"/>.</summary>
    internal static bool Broadcasts(this Plan plan, PlanOperand operand, int output)
    {
        if (!operand.IsPresent)
        {
            return true;
        }

        IReadOnlyList<int> from = plan.View(operand).Shape, to = plan.Tensors[output].Shape;
        int missing = to.Count - from.Count;
        return missing >= 0 && from.Select((d, i) => d == 1 || d == to[missing + i]).All(ok => ok);
    }

    /// <summary>Whether the channels of a pixel lie side by side.</summary>
    internal static bool HasUnitChannels(this PlanTensor t) => t.Shape[1] == 1 || t.Strides[1] == 1;
}
