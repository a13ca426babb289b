using System.Collections.Generic;
using System.Text;

namespace YoloGen.Build;

/// <summary>Lines of fields between the build and the compiler that it starts: a tab ends a field, a newline the line.</summary>
internal static class Wire
{
    /// <summary>The host is about to compile: path of the options file.</summary>
    public const string Begin = "begin";

    /// <summary>A finding: severity, code, help link, line, node, message.</summary>
    public const string Finding = "finding";

    /// <summary>Something that was assumed or is worth knowing: text.</summary>
    public const string Note = "note";

    /// <summary>A file beside the model was read: path.</summary>
    public const string Input = "input";

    /// <summary>The files of the model are written.</summary>
    public const string Done = "done";

    /// <summary>The model is not compiled; findings say why.</summary>
    public const string Failed = "failed";

    /// <summary>One line without its end.</summary>
    public static string Join(params string[] fields)
    {
        var line = new StringBuilder();
        foreach (string field in fields)
        {
            if (line.Length > 0)
            {
                line.Append('\t');
            }

            Escape(field, line);
        }

        return line.ToString();
    }

    /// <summary>The fields of a line.</summary>
    public static IReadOnlyList<string> Split(string line)
    {
        var fields = new List<string>();
        var field = new StringBuilder();
        for (int i = 0; i < line.Length; i++)
        {
            char c = line[i];
            if (c == '\t')
            {
                fields.Add(field.ToString());
                field.Clear();
            }
            else if (c == '\\' && i + 1 < line.Length)
            {
                i++;
                field.Append(line[i] switch { 't' => '\t', 'n' => '\n', 'r' => '\r', char other => other });
            }
            else
            {
                field.Append(c);
            }
        }

        fields.Add(field.ToString());
        return fields;
    }

    private static void Escape(string field, StringBuilder line)
    {
        foreach (char c in field)
        {
            switch (c)
            {
                case '\t': line.Append("\\t"); break;
                case '\n': line.Append("\\n"); break;
                case '\r': line.Append("\\r"); break;
                case '\\': line.Append("\\\\"); break;
                default: line.Append(c); break;
            }
        }
    }
}
