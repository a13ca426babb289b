using System.Text;

namespace YoloGen.Emit;

/// <summary>The one place where a model's string becomes part of a C# comment or an XML documentation comment.</summary>
public static class Comment
{
    private const int MaxLength = 120;

    /// <summary>
    /// Printable ASCII on one line, without characters that mean something in a comment or in XML; the rest becomes <c>?</c>. Long text is cut.
    /// </summary>
    public static string From(string text)
    {
        var comment = new StringBuilder();
        foreach (char c in text)
        {
            if (comment.Length >= MaxLength)
            {
                comment.Append("...");
                break;
            }

            bool harmless = c is >= ' ' and <= '~' and not ('<' or '>' or '&' or '"' or '\\' or '*' or '`');
            comment.Append(harmless ? c : '?');
        }

        return comment.ToString().Trim();
    }
}
