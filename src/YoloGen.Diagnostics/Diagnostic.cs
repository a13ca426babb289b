namespace YoloGen.Diagnostics;

/// <summary>One finding: what was found, where, why it matters and what to do.</summary>
/// <param name="Code">The entry of <see cref="DiagnosticCodes"/>.</param>
/// <param name="Message">What was found and what to do about it; one line, no trailing period needed.</param>
/// <param name="File">Path of the model, photo or label file, as the user gave it; null if none.</param>
/// <param name="Node">Name (or operator type and output) of the graph node or tensor; null if none.</param>
/// <param name="Line">1-based line in <paramref name="File"/>; 0 if it has none.</param>
public sealed record Diagnostic(DiagnosticCode Code, string Message, string? File = null, string? Node = null, int Line = 0)
{
    /// <summary>Text in the form compilers print: <c>file(line): error YG0123: node 'n': message</c>.</summary>
    public override string ToString()
    {
        string where = File is null ? "" : Line > 0 ? $"{File}({Line}): " : $"{File}: ";
        string node = Node is null ? "" : $"node '{Node}': ";
        return $"{where}{Code.Severity.ToString().ToLowerInvariant()} {Code.Id}: {node}{Message}";
    }
}
