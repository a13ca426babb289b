using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace YoloGen.Plans;

/// <summary>What a decoder of the support code asks for: a call that does not fit would not compile.</summary>
/// <param name="HeadClass">The class with the Decode method.</param>
/// <param name="Outputs">Network outputs it reads.</param>
/// <param name="TakesAnchors">Whether it takes anchors.</param>
/// <param name="FindsKeypoints">Whether it has a method for the points of an object.</param>
/// <param name="Parameters">Type and name of each member of its Parameters.</param>
public sealed record DecoderForm(string HeadClass, int Outputs, bool TakesAnchors, bool FindsKeypoints, IReadOnlyList<(string Type, string Name)> Parameters)
{
    private static readonly Regex ParametersText = new(@"struct\s+Parameters\s*\(([^)]*)\)", RegexOptions.CultureInvariant);

    private static readonly Regex DecodeText = new(@"\sDecode\s*\(([^)]*)\)", RegexOptions.CultureInvariant);

    /// <summary>All decoders of the support code, as their own text declares them.</summary>
    public static IReadOnlyList<DecoderForm> All { get; } = [.. HeadClasses.Names.Select(Read)];

    /// <summary>The form of a decoder, or null if there is none of this name.</summary>
    public static DecoderForm? Of(string headClass) => All.FirstOrDefault(f => f.HeadClass == headClass);

    /// <summary>Whether a call has all of it and nothing else.</summary>
    internal bool Fits(PlanDecode step)
        => step.Outputs.Count == Outputs && step.Anchors.Count > 0 == TakesAnchors && step.Arguments.Entries.Count == Parameters.Count
            && Parameters.All(p => step.Arguments.Words(p.Name) is [var word] && IsOf(p.Type, word));

    private static DecoderForm Read(string headClass)
    {
        string text = HeadClasses.Text(headClass), decode = DecodeText.Match(text).Groups[1].Value;
        return new DecoderForm(
            headClass,
            Items(decode).Count(p => p.StartsWith("ReadOnlySpan<float> ", StringComparison.Ordinal)),
            Items(decode).Contains("scoped ReadOnlySpan<float> anchors"),
            text.Contains(" Keypoints("),
            [.. Items(ParametersText.Match(text).Groups[1].Value).Select(p => p.Split(' ')).Select(p => (p[0], p[1]))]);
    }

    private static IEnumerable<string> Items(string list) => list.Split(',').Select(p => p.Trim());

    private static bool IsOf(string type, string word) => type switch
    {
        "bool" => word is "true" or "false",
        "int" => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => FloatText.TryRead(word, out _),
    };
}
