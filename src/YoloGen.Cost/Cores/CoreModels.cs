namespace YoloGen.Cost;

/// <summary>The cores that times can be predicted for.</summary>
public static class CoreModels
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<CoreModel> All { get; } = [CortexA72.Core, X64Avx2.Core, X64Vnni.Core];

    /// <summary>The core that kernels of an instruction set are chosen for, or null where there is none.</summary>
    public static CoreModel? For(string instructionSet) => All.FirstOrDefault(c => c.InstructionSet == instructionSet);

    /// <summary>The Raspberry Pi 4's core.</summary>
    public static CoreModel RaspberryPi4 => CortexA72.Core;
}
