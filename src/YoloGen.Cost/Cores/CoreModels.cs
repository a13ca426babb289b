namespace YoloGen.Cost;

/// <summary>The cores that times can be predicted for.</summary>
public static class CoreModels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CoreModel> All { get; } = [CortexA72.Core, CortexA76.Core, CortexA53.Pi3, CortexA53.Zero2, X64Avx2.Core, X64Vnni.Core];

    /// <summary>The first core with an instruction set, for which its kernels are chosen, or null where there is none.</summary>
    public static CoreModel? For(string instructionSet) => All.FirstOrDefault(c => c.InstructionSet == instructionSet);

    /// <summary>Short names of machines: pi4, pi5, pi3, zero2.</summary>
    public static IReadOnlyList<string> Machines { get; } = [.. All.Select(c => c.ShortName).OfType<string>()];

    /// <summary>The core of a machine by its short name, or null.</summary>
    public static CoreModel? Of(string machine) => All.FirstOrDefault(c => c.ShortName == machine);

    /// <summary>The Raspberry Pi 4's core.</summary>
    public static CoreModel RaspberryPi4 => CortexA72.Core;

    /// <summary>The Raspberry Pi 5's core.</summary>
    public static CoreModel RaspberryPi5 => CortexA76.Core;
}
