using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Diagnostics;

/// <summary>
/// Thrown for every problem that a user can cause. Carries all diagnostics found at once; hosts print them and exit with code 1.
/// </summary>
public sealed class YoloGenException : Exception
{
    /// <summary>Creates the exception for several findings.</summary>
    /// <param name="diagnostics">At least one finding.</param>
    public YoloGenException(IReadOnlyList<Diagnostic> diagnostics)
        : base(string.Join("\n", diagnostics.Select(d => d.ToString())))
        => Diagnostics = diagnostics;

    /// <summary>Creates the exception for one finding.</summary>
    public YoloGenException(DiagnosticCode code, string message, string? file = null, string? node = null, int line = 0)
        : this([new Diagnostic(code, message, file, node, line)])
    {
    }

    /// <summary>What was found, in the order of discovery.</summary>
    public IReadOnlyList<Diagnostic> Diagnostics { get; }
}
