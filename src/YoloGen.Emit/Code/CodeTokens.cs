using System;

namespace YoloGen.Emit;

/// <summary>Where the tokens of C# code end. Comments, directives and literals are one token each, so that what stands in them counts for nothing.</summary>
internal static class CodeTokens
{
    /// <summary>The end of the token, or the run of white space, that starts at <paramref name="start"/>.</summary>
    public static int End(string code, int start)
    {
        char c = code[start];
        char next = start + 1 < code.Length ? code[start + 1] : '\0';
        if (char.IsWhiteSpace(c))
        {
            return While(code, start, char.IsWhiteSpace);
        }

        if (c == '/' && next == '/' || c == '#')
        {
            return While(code, start, l => l != '\n');
        }

        if (c == '/' && next == '*')
        {
            return After(code, code.IndexOf("*/", start + 2, StringComparison.Ordinal), 2);
        }

        if (c is '"' or '\'' || c is '$' or '@' && next is '"' or '$' or '@')
        {
            return Literal(code, start);
        }

        return IsWord(c) ? While(code, start, IsWord) : c == '=' && next is '>' or '=' ? start + 2 : start + 1;
    }

    /// <summary>Whether a token is white space, a comment or a directive.</summary>
    public static bool IsTrivia(string code, int start)
        => char.IsWhiteSpace(code[start]) || code[start] == '#' || code[start] == '/' && start + 1 < code.Length && code[start + 1] is '/' or '*';

    /// <summary>Whether a character is part of a name, a keyword or a number.</summary>
    public static bool IsWord(char c) => c is '_' || char.IsLetterOrDigit(c);

    private static int While(string code, int at, Func<char, bool> holds)
    {
        while (at < code.Length && holds(code[at]))
        {
            at++;
        }

        return at;
    }

    private static int After(string code, int found, int length) => found < 0 ? code.Length : found + length;

    /// <summary>A character or a string: regular, verbatim, interpolated. Emitted code has no raw strings.</summary>
    private static int Literal(string code, int start)
    {
        bool verbatim = false, interpolated = false;
        int at = start;
        for (; code[at] is '$' or '@'; at++)
        {
            verbatim |= code[at] == '@';
            interpolated |= code[at] == '$';
        }

        char quote = code[at++];
        while (at < code.Length)
        {
            bool twice = at + 1 < code.Length && code[at + 1] == code[at];
            if (code[at] == '\\' && !verbatim || twice && (verbatim && code[at] == '"' || interpolated && code[at] is '{'))
            {
                at += 2;
            }
            else if (code[at] == quote)
            {
                return at + 1;
            }
            else
            {
                at = interpolated && code[at] == '{' ? Hole(code, at + 1) : at + 1;
            }
        }

        return code.Length;
    }

    /// <summary>The end of an interpolated expression.</summary>
    private static int Hole(string code, int at)
    {
        for (int depth = 1; at < code.Length && depth > 0;)
        {
            depth += code[at] == '{' ? 1 : code[at] == '}' ? -1 : 0;
            at = End(code, at);
        }

        return Math.Min(at, code.Length);
    }
}
