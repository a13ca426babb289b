using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>The bytes of a layer's operands in the ways that kernels walk them.</summary>
internal static class Views
{
    /// <summary>Every element of an operand, one by one.</summary>
    public static MemoryAccess Elements(Plan plan, PlanOperand operand, bool writes = false)
    {
        PlanTensor t = plan.View(operand);
        return Make(operand, writes, t, 0, t.Type.SizeOf(), t.Shape.Select((d, i) => ((long)d, t.Strides[i])));
    }

    /// <summary>
    /// Every element of a layer's operands: loops over elements. Rows whose elements lie side by side are the same elements in one call.
    /// </summary>
    public static IEnumerable<MemoryAccess> AllElements(Plan plan, PlanLayer layer)
        => layer.Inputs.Select(i => Elements(plan, i)).Concat(layer.Outputs.Select(o => Elements(plan, PlanOperand.Tensor(o), writes: true)));

    /// <summary>Feature maps by pixels, whose channels lie side by side; weights are tables.</summary>
    public static IEnumerable<MemoryAccess> AllPixels(Plan plan, PlanLayer layer)
        => layer.Inputs.Select(i => i.Kind == OperandKind.Tensor ? Pixels(plan, i) : Elements(plan, i))
            .Concat(layer.Outputs.Select(o => Pixels(plan, PlanOperand.Tensor(o), writes: true)));

    /// <summary>A feature map as pixels whose channels lie side by side, whatever the stride of the channels says.</summary>
    public static MemoryAccess Pixels(Plan plan, PlanOperand operand, bool writes = false)
    {
        PlanTensor t = plan.View(operand);
        return Make(operand, writes, t, 0, (long)t.Shape[1] * t.Type.SizeOf(), [(t.Shape[0], t.Strides[0]), (t.Shape[2], t.Strides[2]), (t.Shape[3], t.Strides[3])]);
    }

    /// <summary>As many elements side by side as the operand has.</summary>
    public static MemoryAccess Dense(Plan plan, PlanOperand operand)
    {
        PlanTensor t = plan.View(operand);
        return Make(operand, false, t, 0, t.Count() * t.Type.SizeOf(), []);
    }

    /// <summary>Rows along the last axis whose elements lie side by side.</summary>
    public static MemoryAccess Rows(Plan plan, PlanOperand operand, bool writes = false)
    {
        PlanTensor t = plan.View(operand);
        int last = t.Shape.Count - 1;
        return Make(operand, writes, t, 0, (long)t.Shape[last] * t.Type.SizeOf(), t.Shape.Take(last).Select((d, i) => ((long)d, t.Strides[i])));
    }

    /// <summary>The border of a feature map together with its inside: <c>Halo.Fill</c> of the support code walks rows and pixels of it.</summary>
    public static MemoryAccess? Border(Plan plan, int tensor)
    {
        PlanTensor t = plan.Tensors[tensor];
        if (t.Halo is not { } h)
        {
            return null;
        }

        long corner = -((h.Top * t.Strides[2]) + (h.Left * t.Strides[3]));
        return Make(
            PlanOperand.Tensor(tensor), true, t, corner, (long)t.Shape[1] * t.Type.SizeOf(),
            [(t.Shape[0], t.Strides[0]), ((long)h.Top + t.Shape[2] + h.Bottom, t.Strides[2]), ((long)h.Left + t.Shape[3] + h.Right, t.Strides[3])]);
    }

    /// <summary>An access from counts and distances in elements; the offset of a weight is its own start.</summary>
    private static MemoryAccess Make(PlanOperand operand, bool writes, PlanTensor t, long first, long run, IEnumerable<(long Count, long Stride)> axes)
    {
        int size = t.Type.SizeOf();
        long start = operand.Kind == OperandKind.Weight ? 0 : t.Offset;
        return new MemoryAccess(operand, writes, start + (first * size), run, [.. axes.Select(a => (a.Count, a.Stride * size))]);
    }
}
