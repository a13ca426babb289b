using System.CommandLine;
using YoloGen.Training.Commands;

var root = new RootCommand("Trains, prunes, evaluates and exports detectors for YoloGen.")
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
return Verb.Run(root, args);
