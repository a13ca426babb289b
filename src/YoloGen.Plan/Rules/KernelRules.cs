using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>What holds of a layer's kernels: each is known, fits the layer, and is named once for its instruction set.</summary>
internal static class KernelRules
{
    /// <summary>What is wrong with the kernels of a valid layer, or null.</summary>
    public static string? Error(Plan plan, PlanLayer layer)
    {
        var seen = new HashSet<string>();
        foreach (KernelChoice choice in layer.Kernels)
        {
            if (!seen.Add(choice.InstructionSet))
            {
                return $"names two kernels for {choice.InstructionSet}";
            }

            if (KernelTable.Of(layer, choice.InstructionSet).FirstOrDefault(k => k.Name == choice.Kernel) is not { } kernel)
            {
                return $"names the kernel {choice.Kernel}, which {choice.InstructionSet} has not got for it";
            }

            if (kernel.Refusal(plan, layer) is { } refusal)
            {
                return $"cannot be computed by {choice.Kernel}: it {refusal}";
            }
        }

        return null;
    }
}
