using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>
/// No plan makes emitted code touch a byte outside its memory: every tensor, with its border, lies in the arena, and so does whatever the
/// code of a layer reads and writes (<see cref="PlanLayer.Touches"/>); distances and scratch memory fit the integers of the emitted code.
/// </summary>
internal static class MemoryRules
{
    /// <summary>What is wrong with the address of a tensor, or null.</summary>
    public static string? Tensor(Plan plan, int index)
    {
        PlanTensor t = plan.Tensors[index];
        if (t.Strides.Count != t.Shape.Count || t.Shape.Any(d => d < 0))
        {
            return "has strides that are not those of its shape";
        }

        if (t.Halo is not null && t.Shape.Count != 4)
        {
            return "has a halo but is no feature map";
        }

        if (t.Halo is not null && t.Shape[1] != 1 && t.Strides[1] != 1)
        {
            return "has a halo but not the channels of a pixel side by side";
        }

        if (t.Offset % t.Type.SizeOf() != 0)
        {
            return "does not begin at a multiple of its element's size";
        }

        return Views.Elements(plan, PlanOperand.Tensor(index), writes: true).Error(plan.ArenaBytes) ?? Views.Border(plan, index)?.Error(plan.ArenaBytes);
    }

    /// <summary>What is wrong with what a layer touches, or null; the layer is valid in all else.</summary>
    public static string? Layer(Plan plan, PlanLayer layer, bool isThen)
    {
        IEnumerable<MemoryAccess> inside = isThen ? Views.AllPixels(plan, layer) : layer.Touches(plan);
        foreach (MemoryAccess access in inside.Concat(layer.Outputs.Select(o => Views.Border(plan, o)).OfType<MemoryAccess>()))
        {
            long size = access.Operand.Kind == OperandKind.Weight ? plan.Weights[access.Operand.Index].Length : plan.ArenaBytes;
            if (access.Error(size) is { } error)
            {
                return error;
            }
        }

        return layer.Scratch(plan) > PlanLimits.MaxScratch ? "needs more scratch memory than a layer may have" : null;
    }
}
