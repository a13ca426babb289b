using System.CommandLine;
using System.Text.RegularExpressions;
using YoloGen.Natives;

namespace YoloGen.Tool.Console;

/// <summary>Runs a command; where that prints help, the usage is what the user typed, not the name of a program file. The training program is built with this file too.</summary>
internal static class HelpOutput
{
    /// <summary>Runs what was parsed.</summary>
    public static int Invoke(ParseResult parsed)
    {
        using var help = new StringWriter();
        int code = parsed.Invoke(Configuration(parsed, help));
        Print(parsed, help);
        return code;
    }

    /// <inheritdoc cref="Invoke"/>
    public static async Task<int> InvokeAsync(ParseResult parsed)
    {
        using var help = new StringWriter();
        int code = await parsed.InvokeAsync(Configuration(parsed, help));
        Print(parsed, help);
        return code;
    }

    // The verbs print to the console itself; what goes through the configuration is help and version.
    private static InvocationConfiguration Configuration(ParseResult parsed, StringWriter help)
        => parsed.Action is System.CommandLine.Help.HelpAction
            ? new InvocationConfiguration { EnableDefaultExceptionHandler = false, Output = help }
            : new InvocationConfiguration { EnableDefaultExceptionHandler = false };

    private static void Print(ParseResult parsed, StringWriter help)
    {
        // The usage begins with the name of the program's file, or with that of the tool as NuGet has it.
        string program = Regex.Escape(parsed.RootCommandResult.Command.Name);
        System.Console.Out.Write(Regex.Replace(help.ToString(), $"^(  )(?:{program}|dotnet-yologen)(?= |\r?$)", $"$1{CommandName.Text}", RegexOptions.Multiline));
    }
}
