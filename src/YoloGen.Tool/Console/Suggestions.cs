using System.CommandLine;
using YoloGen.Diagnostics;

namespace YoloGen.Tool.Console;

/// <summary>What somebody may have meant by a verb or an option that does not exist. The training program is built with this file too.</summary>
internal static class Suggestions
{
    /// <summary>A sentence for each word that is nothing known but near to a verb or an option.</summary>
    public static IEnumerable<string> For(ParseResult parsed)
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
                yield return $"'{name}' is not known here; did you mean '{meant}'?";
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
