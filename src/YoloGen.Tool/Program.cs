using System.CommandLine;
using YoloGen.Tool;
using YoloGen.Tool.Console;
using YoloGen.Tool.Verbs;

if (TrainingVerbs.Owns(args))
{
    return await Guard.RunAsync(() => TrainingVerbs.RunAsync(args));
}

ParseResult parsed = Root.Create().Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Terminal.Error($"yologen: {error.Message}");
    }

    foreach (string suggestion in Suggestions.For(parsed))
    {
        Terminal.Error($"yologen: {suggestion}");
    }

    Terminal.Error($"Try: dotnet yologen {string.Join(' ', Root.VerbOf(parsed))} --help".Replace("  ", " ", StringComparison.Ordinal));
    return ExitCode.Usage;
}

return await Guard.RunAsync(() => HelpOutput.InvokeAsync(parsed));
