using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Plans;

/// <summary>The instruction sets that kernels exist for, and which one's kernels each takes over where it has none of its own.</summary>
public static class InstructionSetChain
{
    private static readonly (string Name, string? Next)[] Lines =
    [
        ("portable", null),
        ("avx2", "portable"),
        ("vnni", "avx2"),
        ("neon", "portable"),
        ("dot", "neon"),
    ];

    /// <summary>All names, the one with the fewest demands first.</summary>
    public static IReadOnlyList<string> All { get; } = Lines.Select(l => l.Name).ToArray();

    /// <summary>The instruction set itself, then the next one down, and so on to the portable one; nothing for an unknown name.</summary>
    public static IEnumerable<string> Down(string name)
    {
        for (string? next = All.Contains(name) ? name : null; next is not null; next = Lines.First(l => l.Name == next).Next)
        {
            yield return next;
        }
    }
}
