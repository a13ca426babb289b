using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>The kernel that a layer runs on an instruction set, and what was predicted of it when it was chosen.</summary>
/// <param name="InstructionSet">The instruction set.</param>
/// <param name="Kernel">Name of the kernel (<see cref="KernelTable"/>).</param>
/// <param name="Kilocycles">Predicted thousands of cycles on one core of the instruction set's core model; null where there is no model.</param>
/// <param name="Bound">What the largest part of these goes to: products, overhead, l1 or l2; null where there is no model.</param>
/// <param name="Others">The kernels that were not chosen, the fastest first.</param>
public sealed record KernelChoice(string InstructionSet, string Kernel, int? Kilocycles, string? Bound, IReadOnlyList<KernelFigure> Others)
{
    /// <summary>The kernel where several threads share the layer, if that is another one: its panels are shared more evenly.</summary>
    public string? Team { get; init; }

    /// <summary>Whether all parts are equal, the others one by one.</summary>
    public bool Equals(KernelChoice? other)
        => other is not null && (InstructionSet, Kernel, Kilocycles, Bound, Team) == (other.InstructionSet, other.Kernel, other.Kilocycles, other.Bound, other.Team) && Others.SequenceEqual(other.Others);

    /// <inheritdoc/>
    public override int GetHashCode() => (InstructionSet, Kernel, Kilocycles).GetHashCode();
}

/// <summary>What a kernel was predicted to cost on a layer.</summary>
/// <param name="Kernel">Name of the kernel.</param>
/// <param name="Kilocycles">Thousands of cycles on one core.</param>
public readonly record struct KernelFigure(string Kernel, int Kilocycles);
