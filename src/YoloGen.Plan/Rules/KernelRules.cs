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

            if ((Error(plan, layer, choice.InstructionSet, choice.Kernel) ?? (choice.Team is { } team ? Error(plan, layer, choice.InstructionSet, team) : null)) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static string? Error(Plan plan, PlanLayer layer, string instructionSet, string name)
        => KernelTable.Of(layer, instructionSet).FirstOrDefault(k => k.Name == name) is not { } kernel ? $"names the kernel {name}, which {instructionSet} has not got for it"
            : kernel.Refusal(plan, layer) is { } refusal ? $"cannot be computed by {name}: it {refusal}"
            : null;
}
