using System.Text;

namespace YoloGen.Tool.Reports;

/// <summary>Model strings on their way to a terminal: control characters would move the cursor or colour the screen.</summary>
internal static class Printable
{
    /// <summary>The text without control characters.</summary>
    /// <param name="text">The text.</param>
    /// <param name="limit">Most characters.</param>
    public static string Of(string text, int limit = 200)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format ? "?" : rune.ToString());
            if (clean.Length >= limit)
            {
                return clean.Append("...").ToString();
            }
        }

        return clean.ToString();
    }
}
