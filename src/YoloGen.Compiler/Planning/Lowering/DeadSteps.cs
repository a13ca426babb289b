namespace YoloGen.Compiler.Planning;

/// <summary>Drops steps whose results nobody reads.</summary>
internal static class DeadSteps
{
    public static List<Step> Remove(IReadOnlyList<Step> steps, IReadOnlyList<Value> outputs)
    {
        var needed = new HashSet<Value>(outputs, ReferenceEqualityComparer.Instance);
        var kept = new List<Step>();
        foreach (Step step in steps.Reverse())
        {
            if (step.Writes.Any(needed.Contains))
            {
                kept.Add(step);
                needed.UnionWith(step.Reads);
            }
        }

        kept.Reverse();
        return kept;
    }
}
