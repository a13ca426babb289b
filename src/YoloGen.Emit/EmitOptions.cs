using System;
using System.Collections.Generic;

namespace YoloGen.Emit;

/// <summary>Who sees the emitted class.</summary>
public enum ClassAccess
{
    /// <summary>Every assembly.</summary>
    Public,

    /// <summary>The assembly it is compiled into.</summary>
    Internal,
}

/// <summary>Words for <see cref="ClassAccess"/>.</summary>
public static class ClassAccesses
{
    /// <summary>Reads public or internal, in any letter case; nothing or an empty word is public.</summary>
    public static bool TryParse(string? word, out ClassAccess access)
    {
        access = string.Equals(word, "internal", StringComparison.OrdinalIgnoreCase) ? ClassAccess.Internal : ClassAccess.Public;
        return access == ClassAccess.Internal || string.IsNullOrEmpty(word) || string.Equals(word, "public", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The C# keyword.</summary>
    public static string Word(this ClassAccess access) => access == ClassAccess.Internal ? "internal" : "public";
}

/// <summary>How the emitted class looks to its consumer; the plan's own names and a public class unless said otherwise.</summary>
public sealed record EmitOptions
{
    /// <summary>Names as in <see cref="YoloGen.Emit.InstructionSets.All"/>; all if null.</summary>
    public IReadOnlyList<string>? InstructionSets { get; init; }

    /// <summary>The class as C# text (an escaped keyword starts with @); the plan's if null. The resource with the weights keeps the plan's name.</summary>
    public string? ClassName { get; init; }

    /// <summary>The namespace as C# text, empty for the global one; the plan's if null.</summary>
    public string? Namespace { get; init; }

    /// <summary>Who sees the class.</summary>
    public ClassAccess Access { get; init; }

    /// <summary>Whether the class completes one that the consumer declared.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Names among <see cref="EmittedNames.Types"/> that mean something else in the class's namespace; they are written in full.</summary>
    public IReadOnlyCollection<string> HiddenTypes { get; init; } = [];
}
