using System.CommandLine;
using System.Globalization;
using System.Reflection;
using YoloGen.Diagnostics;
using YoloGen.Tool.Console;

namespace YoloGen.Tool.Verbs;

/// <summary>The page of a code, without a network: the pages of docs/diagnostics are part of the tool.</summary>
internal static class ExplainVerb
{
    private const string Prefix = "diagnostics/", Extension = ".md";

    public static Command Create()
    {
        var code = new Argument<string?>("code") { Description = "Such as YG0101. Without it all codes are listed.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("explain", """
            Prints what a code of an error or a warning means, a typical cause, and what to do. Needs no network.

            Example:
              dotnet yologen explain YG0101
            """) { code };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(code) is not { } wanted)
            {
                foreach (string listed in Codes())
                {
                    Terminal.Line(Page(listed)!.Split('\n')[0].TrimStart('#', ' '));
                }

                return ExitCode.Done;
            }

            string id = wanted.Trim().ToUpperInvariant();
            // The number alone will do.
            bool isNumber = int.TryParse(id.StartsWith("YG", StringComparison.Ordinal) ? id[2..] : id, NumberStyles.None, CultureInfo.InvariantCulture, out int number);
            if (Page(isNumber ? string.Create(CultureInfo.InvariantCulture, $"YG{number:0000}") : id) is not { } page)
            {
                string? by = Nearest.Of(id, Codes()) ?? (isNumber ? Codes().MinBy(c => Math.Abs(int.Parse(c.AsSpan(2), CultureInfo.InvariantCulture) - number)) : null);
                string nearest = by is { } near ? $"; did you mean {near}?" : "";
                throw new UsageException($"'{wanted}' is no code{nearest}; {CommandName} explain lists all");
            }

            // The line of links to other pages leads nowhere here.
            Terminal.Line(page.Replace(" All codes: [diagnostics](../diagnostics.md).", "", StringComparison.Ordinal).TrimEnd());
            return ExitCode.Done;
        });
        return command;
    }

    private static string CommandName => Natives.CommandName.Text;

    private static IEnumerable<string> Codes()
        => typeof(ExplainVerb).Assembly.GetManifestResourceNames().Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(n => n[Prefix.Length..^Extension.Length]).Order(StringComparer.Ordinal);

    private static string? Page(string id)
    {
        using Stream? stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(Prefix + id + Extension);
        if (stream is null)
        {
            return null;
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
