using System;
using System.Collections.Generic;
using System.Text;

namespace YoloGen.Plans;

/// <summary>The one place where a model's string becomes a C# identifier.</summary>
public static class Identifier
{
    /// <summary>Longest identifier that is made.</summary>
    public const int MaxLength = 100;

    private static readonly HashSet<string> Keywords =
    [
        "abstract", "as", "base", "bool", "break", "byte", "case", "catch", "char", "checked", "class", "const", "continue", "decimal", "default",
        "delegate", "do", "double", "else", "enum", "event", "explicit", "extern", "false", "finally", "fixed", "float", "for", "foreach", "goto",
        "if", "implicit", "in", "int", "interface", "internal", "is", "lock", "long", "namespace", "new", "null", "object", "operator", "out",
        "override", "params", "private", "protected", "public", "readonly", "ref", "return", "sbyte", "sealed", "short", "sizeof", "stackalloc",
        "static", "string", "struct", "switch", "this", "throw", "true", "try", "typeof", "uint", "ulong", "unchecked", "unsafe", "ushort", "using",
        "virtual", "void", "volatile", "while",
        "await", "dynamic", "field", "file", "nint", "notnull", "nuint", "partial", "record", "required", "scoped", "unmanaged", "value", "var", "where", "yield",
    ];

    /// <summary>Whether a word can stand as an identifier: ASCII letters, digits and underscores, no digit first, no keyword.</summary>
    public static bool IsValid(string? word)
    {
        if (word is null || word.Length is 0 or > MaxLength || word[0] is >= '0' and <= '9' || Keywords.Contains(word))
        {
            return false;
        }

        foreach (char c in word)
        {
            if (!IsPart(c))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// An identifier in Pascal case made of the ASCII letters and digits of <paramref name="text"/>; other characters separate words.
    /// </summary>
    /// <param name="text">Any text.</param>
    /// <param name="fallback">A valid identifier for text without letters and digits.</param>
    public static string From(string text, string fallback)
    {
        var name = new StringBuilder();
        bool upper = true;
        foreach (char c in text)
        {
            if (!IsPart(c) || c == '_')
            {
                upper = true;
                continue;
            }

            if (name.Length == 0 && c is >= '0' and <= '9')
            {
                name.Append('N');
            }

            name.Append(upper && c is >= 'a' and <= 'z' ? (char)(c - 32) : c);
            upper = false;
            if (name.Length >= MaxLength - 8)
            {
                break;
            }
        }

        string result = name.ToString();
        return IsValid(result) ? result : result.Length > 0 && IsValid(result + "_") ? result + "_" : fallback;
    }

    /// <summary>As <see cref="From"/>, with a number appended while <paramref name="taken"/> holds the name; adds the result to it.</summary>
    public static string Unique(string text, string fallback, ISet<string> taken)
    {
        string name = From(text, fallback);
        string candidate = name;
        for (int i = 2; !taken.Add(candidate); i++)
        {
            candidate = name + i.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        return candidate;
    }

    private static bool IsPart(char c) => c is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_';
}
