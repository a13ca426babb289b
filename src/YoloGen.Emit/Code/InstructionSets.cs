using System;
using System.Collections.Generic;
using System.Linq;
using YoloGen.Diagnostics;

namespace YoloGen.Emit;

/// <summary>The instruction sets that code can be emitted for, the one with the fewest demands first.</summary>
public static class InstructionSets
{
    private static readonly (string Name, string Member, string Guard)[] Table =
    [
        ("portable", "Portable", ""),
        ("avx2", "Avx2", "global::System.Runtime.Intrinsics.X86.Avx2.IsSupported"),
        ("vnni", "Vnni", "global::System.Runtime.Intrinsics.X86.AvxVnni.IsSupported"),
        ("neon", "Neon", "global::System.Runtime.Intrinsics.Arm.AdvSimd.Arm64.IsSupported"),
        ("dot", "Dot", "global::System.Runtime.Intrinsics.Arm.Dp.IsSupported"),
    ];

    /// <summary>All names.</summary>
    public static IReadOnlyList<string> All { get; } = Table.Select(t => t.Name).ToArray();

    /// <summary>The chosen ones and those that their kernels forward to, in the order of <see cref="All"/>.</summary>
    /// <exception cref="YoloGenException">A name is unknown.</exception>
    public static IReadOnlyList<string> Complete(IEnumerable<string> names)
    {
        var chosen = new HashSet<string> { "portable" };
        foreach (string name in names)
        {
            if (!All.Contains(name))
            {
                throw new YoloGenException(DiagnosticCodes.BadOption, $"'{name}' is no instruction set; there are {string.Join(", ", All)}");
            }

            chosen.UnionWith(InstructionSetChain.Down(name));
        }

        return All.Where(chosen.Contains).ToArray();
    }

    /// <summary>The member of the emitted enumeration Isa and prefix of the kernels' struct.</summary>
    internal static string Member(string name) => Table.First(t => t.Name == name).Member;

    /// <summary>The condition that lets ahead-of-time compilers drop the instruction set; empty for the portable one.</summary>
    internal static string Guard(string name) => Table.First(t => t.Name == name).Guard;
}
