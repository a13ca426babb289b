using System.Globalization;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>A plan's text with one word of one line changed.</summary>
/// <param name="Field">The kind of line, the field, and the number of the part.</param>
/// <param name="Value">What stands there now, or what became of the word.</param>
/// <param name="Line">Number of the line.</param>
/// <param name="Text">The whole text.</param>
internal sealed record FieldEnd(string Field, string Value, int Line, string Text)
{
    public override string ToString() => $"line {Line.ToString(CultureInfo.InvariantCulture)}, {Field}: {Value}";
}

/// <summary>
/// Every word of a plan's text becomes each of a list of others: numbers at the ends of all types, near 0 and near what stands there, every word
/// that means something anywhere, references to everything; and each flag that does not stand there is set. It works on the text, so that
/// a field that is added tomorrow is tried too.
/// </summary>
internal static class FieldEnds
{
    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "2", "-128", "255", "256", "65534", "65535", "65536", "-65535", "-65536", "16777215", "16777216", "16777217", "2147483646", "2147483647", "-2147483647", "-2147483648",
        "2147483648", "-2147483649", "4294967296", "9223372036854775807", "-9223372036854775808", "99999999999999999999999",
    ];

    private static readonly string[] MoreNumbers =
    [
        "3", "7", "127", "128", "-129", "254", "257", "1000000000", "1073741824", "2000000000", "2000000001", "4294967295", "9223372036854775808",
    ];

    /// <summary>A field that takes this one is a float: it takes all integers, and no address is made of it.</summary>
    public const string Fraction = "0.5";

    private static readonly string[] Floats = [Fraction, "-0", "3.4028235E+38", "1e39", "nan", "inf", "-inf"];

    private static readonly string[] MoreFloats = ["-0.5", "1e-45", "-3.4028235E+38", "2147483520", "-2147483648.0"];

    private static readonly string[] Words =
    [
        .. Names<UnaryKind>(), .. Names<BinaryKind>(), .. Names<ReduceKind>(), .. Names<SumEpilogue>(), .. Names<WorkSplit>(), .. KernelTable.All.Select(k => k.Name).Distinct(),
        .. LayerTable.All.Select(l => l.Kind), .. InstructionSetChain.All, "f32", "u8", "s8", "i32", "i64", "bool", "products", "x", "",
    ];

    private static readonly string[] Flags = ["safe=1", "bounded=1", "bounded=1 tile_split=Rows strip=1", "bounded=1 tile_split=Panels strip=65536", "gather=1", "include=1", "flip=1", "last=1", "smallest=1", "team=direct.1x8", "then=1"];

    /// <summary>Whether it is a number without a fraction.</summary>
    public static bool IsInteger(string value) => value.TrimStart('-') is { Length: > 0 } digits && digits.All(char.IsAsciiDigit) && value != "-0";

    /// <param name="text">A plan.</param>
    /// <param name="all">All lines that touch memory and all values, or the lines of layers and their kernels and the ends.</param>
    public static IEnumerable<FieldEnd> Of(string text, bool all)
    {
        string[] lines = text.TrimEnd('\n').Split('\n');
        for (int at = 0; at < lines.Length; at++)
        {
            string line = lines[at];
            int quote = line.IndexOf('"', StringComparison.Ordinal);
            string[] words = (quote < 0 ? line : line[..quote]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (words[0] is not ("layer" or "then" or "on") && !(all && words[0] is ("tensor" or "weight" or "arena" or "weights" or "input" or "output")))
            {
                continue;
            }

            // Lines of layers are of a kind each; those of kernels belong to the layer above.
            string kind = words[0] is "layer" or "then" ? words[0] + " " + words[1] : words[0] == "on" ? "on " + words[1] : words[0];
            string rest = quote < 0 ? "" : " " + line[quote..];
            FieldEnd With(string name, string value, IEnumerable<string> changed)
                => new($"{kind} {name}", value, at + 1, string.Join('\n', lines.Select((l, i) => i == at ? string.Join(' ', changed) + rest : l)) + "\n");

            for (int word = 1; word < words.Length; word++)
            {
                string before = words[word];
                int equals = before.IndexOf('=', StringComparison.Ordinal);
                string field = equals < 0 ? word.ToString(CultureInfo.InvariantCulture) : before[..equals];
                foreach ((string part, string other, string value) in Values(before[(equals + 1)..], all))
                {
                    yield return With(field + part, other, words.Select((w, i) => i == word ? before[..(equals + 1)] + value : w));
                }

                yield return With(field, "left out", words.Where((_, i) => i != word));
                yield return With(field, "twice", words.SelectMany((w, i) => i == word ? new[] { w, w } : [w]));
            }

            foreach (string flag in Flags.Where(f => !words.Contains(f)))
            {
                yield return With(flag, "set", words.Append(flag));
            }
        }
    }

    /// <summary>Others for each part of a word such as 3,3 or 1x16x8 or t4.</summary>
    private static IEnumerable<(string Part, string Other, string Word)> Values(string word, bool all)
    {
        char separator = word.Contains(',', StringComparison.Ordinal) ? ',' : word.Length > 1 && char.IsDigit(word[0]) && word.Contains('x', StringComparison.Ordinal) ? 'x' : ',';
        string[] parts = word.Split(separator);
        for (int part = 0; part < parts.Length; part++)
        {
            foreach (string other in Others(parts[part], all).Where(o => o != parts[part]))
            {
                int at = part;
                yield return ($"[{part}]", other, string.Join(separator, parts.Select((p, i) => i == at ? other : p)));
            }
        }

        yield return ("", "longer", word + separator + parts[^1]);
        if (parts.Length > 1)
        {
            yield return ("", "shorter", string.Join(separator, parts.Skip(1)));
        }
    }

    private static IEnumerable<string> Others(string part, bool all)
    {
        if (part.Length > 1 && part[0] is 't' or 'w' && long.TryParse(part[1..], NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            return [.. Enumerable.Range(0, all ? 8 : 4).SelectMany(i => new[] { $"t{i}", $"w{i}" }), "t2147483647", "w2147483647", "t2147483648", "w4294967296", "t-1", "w-1", "-", "t", "w"];
        }

        if (!double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return [.. Words, "0", "-1", "2147483647"];
        }

        IEnumerable<string> near = long.TryParse(part, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long n)
            ? (all ? new[] { n - 1, n + 1, -n, 2 * n, n - 64, n + 64 } : [n - 1, n + 1]).Select(v => v.ToString(CultureInfo.InvariantCulture)) : [];
        return [.. Floats, .. near, .. Numbers, .. all ? [.. MoreFloats, .. MoreNumbers] : Array.Empty<string>(), "Add"];
    }

    private static string[] Names<T>()
        where T : struct, Enum
        => Enum.GetNames<T>();
}
