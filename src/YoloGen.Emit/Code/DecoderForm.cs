using System.Collections.Concurrent;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;

namespace YoloGen.Emit;

/// <summary>What a decoder of the support code asks for, read from its own source: a call that does not fit would not compile.</summary>
/// <param name="Outputs">Network outputs it reads.</param>
/// <param name="TakesAnchors">Whether it takes anchors.</param>
/// <param name="Parameters">Type and name of each member of its Parameters.</param>
internal sealed record DecoderForm(int Outputs, bool TakesAnchors, IReadOnlyList<(string Type, string Name)> Parameters)
{
    private static readonly ConcurrentDictionary<string, DecoderForm> Known = new();

    /// <summary>The form of one of <see cref="EmittedNames.Heads"/>.</summary>
    public static DecoderForm Of(string head) => Known.GetOrAdd(head, h =>
    {
        string text = Templates.Text($"Support/Heads/{h}.cs");
        string decode = Regex.Match(text, @"static void Decode\(([^)]*)\)").Groups[1].Value;
        int spans = Regex.Matches(decode, "ReadOnlySpan<float>").Count;
        bool anchors = decode.Contains("ReadOnlySpan<float> anchors");
        return new DecoderForm(
            spans - (anchors ? 1 : 0), anchors,
            Regex.Match(text, @"struct Parameters\(([^)]*)\)").Groups[1].Value.Split(',').Select(p => p.Trim().Split(' ')).Select(p => (p[0], p[1])).ToArray());
    });

    /// <summary>Whether a call has all of it and nothing else.</summary>
    public bool Fits(PlanDecode step)
        => step.Outputs.Count == Outputs && step.Anchors.Count > 0 == TakesAnchors && step.Arguments.Entries.Count == Parameters.Count
            && Parameters.All(p => step.Arguments.Words(p.Name) is [var word] && IsOf(p.Type, word));

    private static bool IsOf(string type, string word) => type switch
    {
        "bool" => word is "true" or "false",
        "int" => int.TryParse(word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _),
        _ => FloatText.TryRead(word, out _),
    };
}
