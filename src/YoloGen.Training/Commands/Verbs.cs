using System.CommandLine;

namespace YoloGen.Training.Commands;

/// <summary>The command line: one line a verb.</summary>
internal static class Verbs
{
    public static RootCommand Create() => new("Trains, prunes, evaluates and exports detectors for YoloGen.")
    {
        TrainCommand.Create(),
        PruneCommand.Create(),
        ExportCommand.Create(),
        ValCommand.Create(),
        SweepCommand.Create(),
        ReportCommand.Create(),
        SearchCommand.Create(),
        AnchorsCommand.Create(),
    };
}
