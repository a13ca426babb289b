using System.Globalization;
using System.Text;

namespace YoloGen.Emit;

/// <summary>The one place where a class name or a tensor name becomes a C# string literal, and a float a float literal.</summary>
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

    /// <summary>A C# expression of type float with these bits.</summary>
    public static string Float(float value)
    {
        if (float.IsNaN(value))
        {
            return "float.NaN";
        }

        if (float.IsInfinity(value))
        {
            return value > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity";
        }

        return FloatText.Write(value) + "f";
    }
}
