namespace YoloGen.Verification.ModelChecks;

/// <summary>Something that a check of a model on photos noticed.</summary>
/// <param name="IsProblem">Whether results are likely wrong; else it is worth knowing.</param>
/// <param name="What">What was seen.</param>
/// <param name="Remedy">What to do about it; empty where there is nothing to do.</param>
public sealed record CheckFinding(bool IsProblem, string What, string Remedy);

/// <summary>What a check found.</summary>
/// <param name="Facts">What was measured, name and value.</param>
/// <param name="Findings">Problems first.</param>
public sealed record CheckReport(IReadOnlyList<(string Name, string Value)> Facts, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>Whether nothing is likely wrong.</summary>
    public bool Passed => !Findings.Any(f => f.IsProblem);
}
