using System.Collections.Generic;
using System.Globalization;
using System.Linq;

namespace YoloGen.Emit;

/// <summary>A layer with several kernels, one of which the constructor chooses.</summary>
/// <param name="Number">The layer's number as in its methods' names.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Tiles">Tiles of a strip.</param>
/// <param name="SharedStrips">Strips whose transformed inputs the threads share; 0 where each thread has one of its own.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Channels">Input channels.</param>
/// <param name="File">Expressions for weights, bias and scale in the weights file.</param>
internal sealed record KernelSlot(string Number, PlanLayer Layer, int Tiles, int SharedStrips, int Outputs, int Channels, string File)
{
    /// <summary>The names of the kernels of an instruction set, in the order of their numbers.</summary>
    public string Names(string instructionSet) => string.Join(" ", KernelTable.Of(Layer, instructionSet).OrderBy(k => k.Number).Select(k => k.Name));

    /// <summary>The number of the kernel that the plan names for an instruction set, on one thread or on several; 0 where it names none.</summary>
    public string Planned(string instructionSet, bool isTeam)
    {
        KernelChoice? choice = Layer.Kernels.FirstOrDefault(k => k.InstructionSet == instructionSet);
        string? name = (isTeam ? choice?.Team : null) ?? choice?.Kernel;
        return (KernelTable.Of(Layer, instructionSet).FirstOrDefault(k => k.Name == name)?.Number ?? 0).ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The numbers of the kernels of an instruction set that can compute the layer, as bits.</summary>
    public int Fitting(Plan plan, string instructionSet) => KernelTable.Fitting(plan, Layer, instructionSet).Sum(k => 1 << k.Number);

    /// <summary>Names of all slots of an instruction set: slots of one kind of layer have the same.</summary>
    public static string Names(IReadOnlyList<KernelSlot> slots, string instructionSet) => slots.Count == 0 ? "" : slots[0].Names(instructionSet);
}
