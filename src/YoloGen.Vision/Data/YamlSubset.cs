using YoloGen.Diagnostics;

namespace YoloGen.Vision;

/// <summary>
/// Reads the part of YAML that data.yaml files use: top-level keys with a scalar, a list (in brackets, or one "- item" a line) or a map
/// (in braces, or one "key: value" an indented line). Block scalars and deeper nesting are skipped. No anchors, no tags: nothing can expand.
/// </summary>
internal sealed class YamlSubset
{
    /// <summary>Entries of all lists and maps together, and keys: a data set has thousands of classes at most, and photos are not listed here.</summary>
    private const int MaxEntries = 100_000;

    private readonly Dictionary<string, YamlValue> _values = [];

    public sealed record YamlValue(int Line, string? Scalar, List<KeyValuePair<string?, string>> Items);

    public YamlValue? this[string key] => _values.GetValueOrDefault(key);

    /// <summary>Parses a text; <paramref name="file"/> is for messages.</summary>
    /// <exception cref="YoloGenException">YG0704 with the line.</exception>
    public static YamlSubset Parse(string text, string file)
    {
        // YAML 1.2, 5.1: not printable. As a path it would be an exception without a code.
        if (text.Contains('\0'))
            throw new YoloGenException(DiagnosticCodes.BadDataSet, "holds a null character; is this a text file?", file);
        var yaml = new YamlSubset();
        YamlValue? open = null;
        int number = 0, entries = 0;
        foreach (ReadOnlySpan<char> raw in text.AsSpan().EnumerateLines())
        {
            number++;
            string line = StripComment(raw).TrimEnd();
            string content = line.TrimStart();
            if (content.Length == 0 || content is "---" or "...")
                continue;
            if (line.Length != content.Length || content.StartsWith("- ", StringComparison.Ordinal))
            {
                Limit(++entries, file, number);
                open?.Items.Add(content.StartsWith("- ", StringComparison.Ordinal) ? new(null, Unquote(content[2..])) : Pair(content));
                continue;
            }
            int colon = KeyEnd(content);
            if (colon < 0)
                throw new YoloGenException(DiagnosticCodes.BadDataSet, $"expected 'key: value', found '{Short(content)}'", file, line: number);
            string value = content[(colon + 1)..].Trim();
            Limit(entries += 1 + value.AsSpan().Count(','), file, number);
            open = Value(number, value);
            yaml._values[Unquote(content[..colon])] = open;
        }
        return yaml;
    }

    private static void Limit(int entries, string file, int line)
    {
        if (entries > MaxEntries)
            throw new YoloGenException(DiagnosticCodes.BadDataSet, $"more than {MaxEntries} names and keys; is this the description of a data set?", file, line: line);
    }

    private static YamlValue Value(int line, string text)
    {
        if (text.Length >= 2 && ((text[0] == '[' && text[^1] == ']') || (text[0] == '{' && text[^1] == '}')))
        {
            bool map = text[0] == '{';
            var items = SplitFlow(text[1..^1]).Select(i => map ? Pair(i) : new KeyValuePair<string?, string>(null, Unquote(i)));
            return new YamlValue(line, null, [.. items]);
        }
        return new YamlValue(line, text.Length == 0 ? null : Unquote(text), []);
    }

    private static KeyValuePair<string?, string> Pair(string text)
    {
        int colon = KeyEnd(text);
        return colon < 0 ? new(null, Unquote(text)) : new(Unquote(text[..colon]), Unquote(text[(colon + 1)..]));
    }

    private static int KeyEnd(string text)
    {
        int start = 0;
        if (text[0] is '"' or '\'')
            start = Math.Max(text.IndexOf(text[0], 1), 0);
        for (int i = start; i < text.Length; i++)
        {
            if (text[i] == ':' && (i + 1 == text.Length || text[i + 1] is ' ' or '\t'))
                return i;
        }
        return -1;
    }

    private static List<string> SplitFlow(string text)
    {
        var parts = new List<string>();
        int start = 0;
        char quote = '\0';
        for (int i = 0; i <= text.Length; i++)
        {
            if (i == text.Length || (text[i] == ',' && quote == '\0'))
            {
                string part = text[start..i].Trim();
                if (part.Length > 0)
                    parts.Add(part);
                start = i + 1;
            }
            else if (quote == '\0' ? text[i] is '"' or '\'' : text[i] == quote)
            {
                quote = quote == '\0' ? text[i] : '\0';
            }
        }
        return parts;
    }

    private static string StripComment(ReadOnlySpan<char> line)
    {
        char quote = '\0';
        for (int i = 0; i < line.Length; i++)
        {
            if (quote != '\0')
                quote = line[i] == quote ? '\0' : quote;
            else if (line[i] is '"' or '\'' && (i == 0 || line[i - 1] is ' ' or '[' or '{' or ',' or ':'))
                quote = line[i];
            else if (line[i] == '#' && (i == 0 || line[i - 1] is ' ' or '\t'))
                return line[..i].ToString();
        }
        return line.ToString();
    }

    private static string Unquote(string text)
    {
        text = text.Trim();
        return text.Length >= 2 && text[0] is '"' or '\'' && text[^1] == text[0] ? text[1..^1].Replace("''", "'", StringComparison.Ordinal) : text;
    }

    private static string Short(string text) => text.Length <= 40 ? text : text[..40] + "...";
}
