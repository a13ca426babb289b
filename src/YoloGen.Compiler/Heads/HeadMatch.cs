using System.Globalization;

namespace YoloGen.Compiler.Heads;

/// <summary>What a matcher found: the calls, the number of classes, the places that can hold a box.</summary>
internal sealed record HeadMatch(IReadOnlyList<DecodeStep> Steps, int Classes, long Places)
{
    /// <summary>What was assumed on the way; printed.</summary>
    public IReadOnlyList<string> Assumptions { get; init; } = [];
}

/// <summary>Builds decode steps in a line.</summary>
internal static class Literal
{
    public static DecodeArgument Int(string name, int value) => new(name, value.ToString(CultureInfo.InvariantCulture));

    public static DecodeArgument Float(string name, float value) => new(name, value.ToString("R", CultureInfo.InvariantCulture) + "f");

    public static DecodeArgument Bool(string name, bool value) => new(name, value ? "true" : "false");
}
