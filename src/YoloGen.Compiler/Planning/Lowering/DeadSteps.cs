namespace YoloGen.Compiler.Planning;

/// <summary>Drops steps whose results nobody reads.</summary>
internal static class DeadSteps
{
    public static List<Step> Remove(List<Step> steps, IReadOnlyList<Value> outputs)
    {
        var needed = new HashSet<Value>(outputs, ReferenceEqualityComparer.Instance);
        var kept = new List<Step>();
        foreach (Step step in steps.AsEnumerable().Reverse())
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
