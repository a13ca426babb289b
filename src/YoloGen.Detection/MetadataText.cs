using System.Globalization;
using System.Text;

namespace YoloGen.Detection;

/// <summary>Reads the small notations that metadata uses. Returns null for anything else; nothing here throws.</summary>
internal static class MetadataText
{
    private const int MaxClasses = 10_000;

    /// <summary>Class names: a Python dictionary <c>{0: 'a', 1: 'b'}</c>, a list <c>['a', "b"]</c>, or names separated by commas.</summary>
    public static IReadOnlyList<string>? Names(string text)
    {
        text = text.Trim();
        if (text.Length < 2)
            return text.Length == 0 ? null : [text];
        bool dictionary = text[0] == '{' && text[^1] == '}';
        bool list = text[0] == '[' && text[^1] == ']';
        if (!dictionary && !list)
            return [.. text.Split(',', StringSplitOptions.TrimEntries)];
        var names = new SortedDictionary<int, string>();
        int at = 1;
        while (names.Count < MaxClasses)
        {
            SkipBlank(text, ref at);
            if (at >= text.Length - 1)
                break;
            int key = names.Count;
            if (dictionary && !TryKey(text, ref at, out key))
                return null;
            if (!TryString(text, ref at, out string value) || !names.TryAdd(key, value))
                return null;
            SkipBlank(text, ref at);
            if (at < text.Length - 1 && text[at++] != ',')
                return null;
        }
        bool dense = names.Count > 0 && names.Keys.First() == 0 && names.Keys.Last() == names.Count - 1;
        return dense ? [.. names.Values] : null;
    }

    /// <summary>Finite numbers separated by commas or blanks, brackets allowed.</summary>
    public static IReadOnlyList<float>? Numbers(string text)
    {
        var values = new List<float>();
        foreach (string part in text.Trim().Trim('[', ']', '(', ')').Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!float.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out float value) || !float.IsFinite(value))
                return null;
            values.Add(value);
        }
        return values.Count is > 0 and < 1000 ? values : null;
    }

    /// <summary>A size in pixels, height before width: two whole numbers, or one for both.</summary>
    public static (int Height, int Width)? ImageSize(string? text)
        => text is { Length: <= 100 } && Numbers(text) is [var height, ..] and { Count: 1 or 2 } values && IsSide(height) && IsSide(values[^1]) ? ((int)height, (int)values[^1]) : null;

    private static bool IsSide(float value) => value is >= 1 and <= 65535 && value == (int)value;

    /// <summary>A model's word, short and printable.</summary>
    public static string Printable(string text) => new([.. text.Take(40).Select(c => c is >= ' ' and <= '~' ? c : '?')]);

    private static bool TryKey(string text, ref int at, out int key)
    {
        bool quoted = text[at] is '"' or '\'';
        if (quoted)
            at++;
        int start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        if (!int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out key))
            return false;
        if (quoted)
            at++;
        SkipBlank(text, ref at);
        if (at >= text.Length || text[at++] != ':')
            return false;
        SkipBlank(text, ref at);
        return true;
    }

    private static bool TryString(string text, ref int at, out string value)
    {
        value = "";
        if (at >= text.Length || text[at] is not ('"' or '\''))
            return false;
        char quote = text[at++];
        var builder = new StringBuilder();
        while (at < text.Length && text[at] != quote)
        {
            if (text[at] == '\\' && at + 1 < text.Length)
                at++;
            builder.Append(text[at++]);
        }
        value = builder.ToString();
        return at++ < text.Length;
    }

    private static void SkipBlank(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
    }
}
