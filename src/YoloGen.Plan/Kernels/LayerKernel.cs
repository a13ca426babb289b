using System;

namespace YoloGen.Plans;

/// <summary>A way to compute layers of one kind on one instruction set. All kernels of a layer give the same bytes.</summary>
/// <param name="Layer">The kind of layer: its record.</param>
/// <param name="InstructionSet">The instruction set it is written for.</param>
/// <param name="Number">0 for the family's direct kernel; the others from 1 on, as the instruction set's struct takes them.</param>
/// <param name="Name">The name in plans, reports and options.</param>
/// <param name="Refusal">Why a layer cannot be computed so, or null if it can.</param>
public sealed record LayerKernel(Type Layer, string InstructionSet, int Number, string Name, Func<Plan, PlanLayer, string?> Refusal)
{
    /// <summary>Whether a user means this kernel: by its name, or by what stands before the point (<c>direct</c> for <c>direct.2x8</c>).</summary>
    public bool IsCalled(string name) => Name == name || (Name.StartsWith(name, StringComparison.Ordinal) && Name[name.Length] == '.');
}
