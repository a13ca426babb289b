using System.Globalization;
using System.Text;

namespace YoloGen.Emit;

/// <summary>The one place where a class name or a tensor name becomes a C# string literal.</summary>
internal static class Literal
{
    /// <summary>A regular string literal; everything but ASCII letters, digits and a few harmless characters is escaped.</summary>
    public static string From(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (char c in text)
        {
            if (c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or ' ' or '_' or '-' or '.' or ':' or '/' or '(' or ')' or '+' or ',')
            {
                literal.Append(c);
            }
            else
            {
                literal.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return literal.Append('"').ToString();
    }
}
