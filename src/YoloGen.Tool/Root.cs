using System.CommandLine;
using YoloGen.Tool.Verbs;

namespace YoloGen.Tool;

/// <summary>The command line: one line a verb.</summary>
internal static class Root
{
    public static RootCommand Create()
    {
        RootCommand root = Own();
        foreach (Command verb in TrainingVerbs.Create())
        {
            root.Subcommands.Add(verb);
        }

        return root;
    }

    private static RootCommand Own() => new("Compiles object detectors (ONNX) to C# for small Arm boards, and what leads there: quantize, verify, measure, train.")
    {
        CompileVerb.Create(),
        InspectVerb.Create(),
        VerifyVerb.Create(),
        CheckVerb.Create(),
        DetectVerb.Create(),
        QuantizeVerb.Create(),
        BenchVerb.Create(),
        DataVerb.Create(),
        SetupVerb.Create(),
        ExplainVerb.Create(),
    };

    /// <summary>Names of the verbs that were given, for the hint after a wrong call.</summary>
    public static string VerbOf(ParseResult parsed)
    {
        var names = new List<string>();
        for (System.CommandLine.Parsing.CommandResult? c = parsed.CommandResult; c is not null; c = c.Parent as System.CommandLine.Parsing.CommandResult)
        {
            if (c.Command is not RootCommand)
            {
                names.Insert(0, c.Command.Name);
            }
        }

        return string.Join(' ', names);
    }
}
