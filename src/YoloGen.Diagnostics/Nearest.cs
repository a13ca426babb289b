using System;
using System.Collections.Generic;
using System.Linq;

namespace YoloGen.Diagnostics;

/// <summary>Finds what somebody who mistyped a name may have meant.</summary>
public static class Nearest
{
    /// <summary>The known name with the fewest edits (a letter added, left out, replaced, or two neighbours swapped), or null where none is near.</summary>
    /// <param name="word">What was typed.</param>
    /// <param name="known">The names there are; of equally near ones those are taken first from which letters were only left out (yolo8: yolov8 rather than yolox).</param>
    public static string? Of(string word, IEnumerable<string> known)
    {
        // Hostile words are not compared: the table grows with their length.
        if (word.Length is 0 or > 64)
        {
            return null;
        }

        (string Name, int Edits)[] near = [.. known.Select(name => (name, Edits(word.ToUpperInvariant(), name.ToUpperInvariant())))];
        (string Name, int Edits)[] close = [.. near.Where(n => n.Edits <= Math.Max(1, Letters(word) / 3)).OrderBy(n => n.Edits).ThenBy(n => IsLeftOut(word, n.Name) ? 0 : 1)];
        return close.Length > 0 ? close[0].Name : near.Select(n => n.Name).FirstOrDefault(n => Letters(word) >= 3 && n.StartsWith(word, StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsLeftOut(string word, string name)
    {
        int at = 0;
        foreach (char letter in name)
        {
            at += at < word.Length && char.ToUpperInvariant(word[at]) == char.ToUpperInvariant(letter) ? 1 : 0;
        }

        return at == word.Length;
    }

    private static int Letters(string word) => word.TrimStart('-').Length;

    /// <summary>Optimal string alignment distance.</summary>
    private static int Edits(string a, string b)
    {
        var table = new int[a.Length + 1, b.Length + 1];
        for (int i = 0; i <= a.Length; i++)
        {
            for (int j = 0; j <= b.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    table[i, j] = i + j;
                    continue;
                }

                int cost = a[i - 1] == b[j - 1] ? 0 : 1;
                int least = Math.Min(Math.Min(table[i - 1, j] + 1, table[i, j - 1] + 1), table[i - 1, j - 1] + cost);
                bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
                table[i, j] = swapped ? Math.Min(least, table[i - 2, j - 2] + 1) : least;
            }
        }

        return table[a.Length, b.Length];
    }
}
