namespace YoloGen.Fuzz.Tests.Checks;

/// <summary>Something that went wrong with a seed.</summary>
/// <param name="Seed">The seed that shows it again.</param>
/// <param name="Check">Which check.</param>
/// <param name="What">What was found.</param>
internal sealed record Finding(int Seed, string Check, string What)
{
    public override string ToString() => $"seed {Seed}, {Check}: {What}";
}
