using System.CommandLine;
using YoloGen.Diagnostics;

namespace YoloGen.Tool.Console;

/// <summary>What somebody may have meant by a verb or an option that does not exist. The training program is built with this file too.</summary>
internal static class Suggestions
{
    /// <summary>
    /// What is wrong with a command line, a sentence each. Where a word is near to something known, that is said in the place of all that follows
    /// from it: the word itself, its value, and what it should have been, which is missing.
    /// </summary>
    public static IEnumerable<string> Problems(ParseResult parsed)
    {
        (string Word, string Meant)[] near = [.. Near(parsed)];
        string[] sentences = [.. near.Select(n => $"'{n.Word}' is not known here; did you mean '{n.Meant}'?")];
        if (near.Any(n => !n.Word.StartsWith('-')))
        {
            return sentences;
        }

        string[] explained = [.. near.SelectMany(n => ValuesAfter(n.Word, parsed).Append(n.Word).Append(n.Meant))];
        // What was meant explains what is missing, so it comes first.
        return sentences.Concat(parsed.Errors.Select(e => e.Message).Where(m => !explained.Any(w => Quotes(m, w))));
    }

    private static bool Quotes(string message, string word)
        => new[] { $"'{word}'", $"'{word}=", $"'{word}:" }.Any(quoted => message.Contains(quoted, StringComparison.Ordinal));

    /// <summary>Words behind a mistyped option up to the next option: its values, which nobody else asked for.</summary>
    private static IEnumerable<string> ValuesAfter(string option, ParseResult parsed)
        => parsed.UnmatchedTokens.SkipWhile(t => t.Split('=', ':')[0] != option).Skip(1).TakeWhile(t => !t.StartsWith('-'));

    /// <summary>Each word that is nothing known but near to a verb or an option, with that.</summary>
    private static IEnumerable<(string Word, string Meant)> Near(ParseResult parsed)
    {
        Command command = parsed.CommandResult.Command;
        string[] options = [.. Options(parsed.CommandResult)];
        // A mistyped option may have been taken for the value of the one before it, or for an argument.
        var words = parsed.UnmatchedTokens.Concat(parsed.Tokens.Where(t => t.Type is not System.CommandLine.Parsing.TokenType.Option and not System.CommandLine.Parsing.TokenType.Command).Select(t => t.Value));
        foreach (string word in words.Where(w => w.Length > 0).Distinct(StringComparer.Ordinal))
        {
            string name = word.Split('=', ':')[0];
            string? meant = name.StartsWith('-') ? Nearest.Of(name, options) : Nearest.Of(name, command.Subcommands.Select(c => c.Name));
            if (meant is not null && meant != name)
            {
                yield return (name, meant);
            }
        }
    }

    private static IEnumerable<string> Options(System.CommandLine.Parsing.CommandResult result)
    {
        for (System.CommandLine.Parsing.CommandResult? c = result; c is not null; c = c.Parent as System.CommandLine.Parsing.CommandResult)
        {
            foreach (string name in c.Command.Options.Where(o => !o.Hidden && (c == result || o.Recursive)).SelectMany(o => o.Aliases.Prepend(o.Name)).Where(n => n.StartsWith("--", StringComparison.Ordinal)))
            {
                yield return name;
            }
        }
    }
}
