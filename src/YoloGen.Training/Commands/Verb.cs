using System.CommandLine;
using YoloGen.Diagnostics;
using YoloGen.Natives;
using YoloGen.Tool.Console;

namespace YoloGen.Training.Commands;

/// <summary>What the verbs share: options by name, and errors as diagnostics with exit code 1.</summary>
internal static class Verb
{
    public static Option<T> Option<T>(string name, string description, T value) => Named(new Option<T>(name) { Description = description, DefaultValueFactory = _ => value });

    public static Option<T> Required<T>(string name, string description) => Named(new Option<T>(name) { Description = description, Required = true });

    /// <summary>An option that changes a preset's value only where it is given.</summary>
    public static Option<T?> Optional<T>(string name, string description) => Named(new Option<T?>(name) { Description = description });

    /// <summary>The other verbs of the tool call the output -o and --output: without these names, -o would be taken for another value of the option before it.</summary>
    private static Option<T> Named<T>(Option<T> option)
    {
        if (option.Name == "--out")
        {
            option.Aliases.Add("-o");
            option.Aliases.Add("--output");
        }

        return option;
    }

    /// <summary>Parses and runs; exit code 0, 1 for errors of the input, 2 for a wrong command line.</summary>
    public static int Run(RootCommand root, string[] args)
    {
        ParseResult parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (string problem in Suggestions.Problems(parsed))
                Console.Error.WriteLine($"yologen: {problem}");
            Console.Error.WriteLine($"Try: {CommandName.Text} {parsed.CommandResult.Command.Name} --help");
            return 2;
        }
        try
        {
            return HelpOutput.Invoke(parsed);
        }
        catch (YoloGenException exception)
        {
            Console.Error.WriteLine(exception.Message);
            return 1;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(new Diagnostic(DiagnosticCodes.FileNotWritable, exception.Message));
            return 1;
        }
    }

    /// <summary>The words of the options that were given on the command line.</summary>
    public static IEnumerable<string> Given(ParseResult parsed, IEnumerable<Option> options)
    {
        foreach (Option option in options)
        {
            if (parsed.GetResult(option) is { Implicit: false } result)
            {
                yield return option.Name;
                foreach (System.CommandLine.Parsing.Token token in result.Tokens)
                    yield return token.Value;
            }
        }
    }

    /// <exception cref="YoloGenException">The size is none that the network can take.</exception>
    public static int CheckSize(string option, int size)
        => size is >= 64 and <= 4096 && size % 32 == 0 ? size : throw Bad($"{option} {size}: must be a multiple of 32 from 64 to 4096");

    public static YoloGenException Bad(string message) => new(DiagnosticCodes.BadTrainingOption, message);
}
