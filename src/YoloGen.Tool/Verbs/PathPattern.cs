using System.Text;
using System.Text.RegularExpressions;
using YoloGen.Diagnostics;

namespace YoloGen.Tool.Verbs;

/// <summary>
/// Patterns of paths that a shell left as they are, because they were quoted or it is one that does not expand them: * and ? stand for part of a
/// name, [a-c] and [!a-c] for a letter, {a,b} for either, ** for any folders.
/// </summary>
internal static class PathPattern
{
    private const int MostAlternatives = 1000;

    /// <summary>Whether there is anything of a pattern in it.</summary>
    public static bool IsOne(string path) => path.AsSpan().IndexOfAny("*?[{") >= 0;

    /// <summary>The pattern without braces, once for each choice.</summary>
    public static IReadOnlyList<string> Expand(string pattern)
    {
        var done = new List<string>();
        var open = new Stack<string>([pattern]);
        while (open.TryPop(out string? next))
        {
            // The innermost braces first: they hold no others.
            Match braces = Regex.Match(next, @"\{([^{}]*,[^{}]*)\}");
            if (!braces.Success)
            {
                done.Add(next);
            }

            foreach (string choice in braces.Success ? braces.Groups[1].Value.Split(',') : [])
            {
                open.Push(next[..braces.Index] + choice + next[(braces.Index + braces.Length)..]);
            }

            if (done.Count + open.Count > MostAlternatives)
            {
                throw new YoloGenException(DiagnosticCodes.BadOption, $"the braces of the pattern stand for more than {MostAlternatives} patterns; name a folder instead", pattern);
            }
        }

        return done;
    }

    /// <summary>The files that a pattern without braces names, in no order.</summary>
    public static IEnumerable<string> Files(string pattern)
    {
        string[] parts = pattern.Split('/');
        int first = Array.FindIndex(parts, IsOne);
        if (first < 0)
        {
            return File.Exists(pattern) ? [pattern] : [];
        }

        string root = first == 0 ? "." : string.Join('/', parts[..first]) is { Length: > 0 } named ? named : "/";
        IEnumerable<string> folders = Directory.Exists(root) ? [root] : [];
        foreach (string part in parts[first..^1])
        {
            Regex name = Name(part);
            folders = part == "**"
                ? [.. folders.SelectMany(f => Directory.EnumerateDirectories(f, "*", SearchOption.AllDirectories).Prepend(f))]
                : [.. folders.SelectMany(f => Directory.EnumerateDirectories(f).Where(d => name.IsMatch(Path.GetFileName(d))))];
        }

        Regex last = Name(parts[^1] is "**" or "" ? "*" : parts[^1]);
        return folders.SelectMany(Directory.EnumerateFiles).Where(f => last.IsMatch(Path.GetFileName(f))).Select(f => first == 0 && f.StartsWith("./", StringComparison.Ordinal) ? f[2..] : f);
    }

    /// <summary>A part of the pattern as an expression for the whole name; one that cannot take long, whatever the pattern.</summary>
    private static Regex Name(string part)
    {
        var text = new StringBuilder(@"\A");
        for (int i = 0; i < part.Length; i++)
        {
            int end = part[i] == '[' && i + 2 < part.Length ? part.IndexOf(']', i + (part[i + 1] is '!' or '^' ? 3 : 2)) : -1;
            if (end > 0)
            {
                string letters = part[(i + 1)..end], shown = letters.TrimStart('!', '^').Length > 0 && letters[0] is '!' or '^' ? "^" + letters[1..] : letters;
                text.Append('[').Append(shown.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("[", @"\[", StringComparison.Ordinal)).Append(']');
                i = end;
            }
            else
            {
                text.Append(part[i] switch { '*' => ".*", '?' => ".", var c => Regex.Escape(c.ToString()) });
            }
        }

        try
        {
            return new Regex(text.Append(@"\z").ToString(), RegexOptions.NonBacktracking | RegexOptions.Singleline | RegexOptions.CultureInvariant | (OperatingSystem.IsWindows() ? RegexOptions.IgnoreCase : RegexOptions.None));
        }
        catch (ArgumentException)
        {
            // A range from behind, such as [z-a].
            throw new YoloGenException(DiagnosticCodes.FileNotReadable, $"'{part}' is no pattern: its brackets hold no letters from first to last", part);
        }
    }
}
