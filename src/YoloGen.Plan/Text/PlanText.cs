using System.Collections.Generic;
using System.Threading;
using YoloGen.Diagnostics;

namespace YoloGen.Plans;

/// <summary>The <c>.ygraph</c> text form of a plan.</summary>
public static class PlanText
{
    /// <summary>Version of the form, in the first line.</summary>
    internal const string Version = "2";

    /// <summary>Writes a plan; the same plan gives the same text.</summary>
    public static string Write(Plan plan) => PlanWriter.Write(plan);

    /// <summary>A layer's constants as the text form has them, such as <c>kernel=3,3</c>: for comments.</summary>
    public static IReadOnlyList<string> Constants(PlanLayer layer) => FieldWriter.Constants(layer);

    /// <summary>
    /// Reads a plan. Text that is not one gives null and at least one diagnostic with its line; no text makes it throw.
    /// </summary>
    /// <param name="text">The whole file.</param>
    /// <param name="diagnostics">What is wrong with it; empty if a plan is returned.</param>
    /// <param name="file">Path for the diagnostics.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="System.OperationCanceledException">The reading was stopped.</exception>
    public static Plan? TryRead(string text, out IReadOnlyList<Diagnostic> diagnostics, string? file = null, CancellationToken cancellation = default)
    {
        var found = new List<Diagnostic>();
        diagnostics = found;
        Plan? plan = new PlanReader(text, file, found).Read(cancellation);
        if (plan is null || found.Count > 0)
        {
            return null;
        }

        PlanRules.Check(plan, file, found);
        return found.Count > 0 ? null : plan;
    }

    /// <summary>Reads a plan.</summary>
    /// <exception cref="YoloGenException">The text is no valid plan.</exception>
    public static Plan Read(string text, string? file = null)
        => TryRead(text, out IReadOnlyList<Diagnostic> diagnostics, file) ?? throw new YoloGenException(diagnostics);
}
