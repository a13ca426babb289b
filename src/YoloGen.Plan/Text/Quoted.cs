using System.Globalization;
using System.Text;

namespace YoloGen.Plans;

/// <summary>Untrusted text as one quoted word of printable ASCII.</summary>
internal static class Quoted
{
    public static string Write(string value)
    {
        var text = new StringBuilder(value.Length + 2).Append('"');
        foreach (char c in value)
        {
            if (c is '"' or '\\')
            {
                text.Append('\\').Append(c);
            }
            else if (c is >= ' ' and <= '~')
            {
                text.Append(c);
            }
            else
            {
                text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
        }

        return text.Append('"').ToString();
    }

    /// <summary>Reads a quoted word that starts at <paramref name="position"/>; moves it behind the closing quote.</summary>
    public static bool TryRead(string line, ref int position, out string value)
    {
        value = "";
        if (position >= line.Length || line[position] != '"')
        {
            return false;
        }

        var text = new StringBuilder();
        for (int i = position + 1; i < line.Length; i++)
        {
            char c = line[i];
            switch (c)
            {
                case '"':
                    position = i + 1;
                    value = text.ToString();
                    return true;
                case '\\' when i + 1 < line.Length && line[i + 1] is '"' or '\\':
                    text.Append(line[++i]);
                    break;
                case '\\' when i + 5 < line.Length && line[i + 1] == 'u'
                    && ushort.TryParse(line.Substring(i + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out ushort code):
                    text.Append((char)code);
                    i += 5;
                    break;
                case '\\':
                case < ' ' or > '~':
                    return false;
                default:
                    text.Append(c);
                    break;
            }
        }

        return false;
    }
}
