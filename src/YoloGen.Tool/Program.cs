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
    foreach (string problem in Suggestions.Problems(parsed))
    {
        Terminal.Error($"yologen: {problem}");
    }

    Terminal.Error($"Try: dotnet yologen {string.Join(' ', Root.VerbOf(parsed))} --help".Replace("  ", " ", StringComparison.Ordinal));
    return ExitCode.Usage;
}

return await Guard.RunAsync(() => HelpOutput.InvokeAsync(parsed));
