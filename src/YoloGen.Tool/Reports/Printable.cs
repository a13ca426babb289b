using System.Text;

namespace YoloGen.Tool.Reports;

/// <summary>Model strings on their way to a terminal: control characters would move the cursor or colour the screen.</summary>
internal static class Printable
{
    /// <summary>The text without control characters, at most 200 characters.</summary>
    public static string Of(string text)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            clean.Append(Rune.IsControl(rune) || Rune.GetUnicodeCategory(rune) == System.Globalization.UnicodeCategory.Format ? "?" : rune.ToString());
            if (clean.Length >= 200)
            {
                return clean.Append("...").ToString();
            }
        }

        return clean.ToString();
    }
}
