using System.Collections.Concurrent;
using YoloGen.Compiler.Graph;
using YoloGen.Compiler.Planning;
using YoloGen.Diagnostics;
using YoloGen.Execution;
using YoloGen.Verification;

namespace YoloGen.Compiler.Tests.NodeTests;

/// <summary>Runs what passes in the interpreter as emitted classes, many of them built at once.</summary>
internal static class NodeTestEmitted
{
    private const int Batch = 100;

    /// <summary>Changes the outcomes of folders that cannot be emitted or whose class gives other results.</summary>
    public static void Run(IReadOnlyList<(NodeTestFolder Folder, NodeTestResult Result)> passed, ConcurrentDictionary<string, string> outcomes)
    {
        var planned = new List<(NodeTestFolder Folder, NodeTestResult Result, PlannedNetwork Network)>();
        foreach ((NodeTestFolder folder, NodeTestResult result) in passed)
        {
            try
            {
                planned.Add((folder, result, Plan(folder, result)));
            }
            catch (YoloGenException e)
            {
                if (WithConstants(folder, out int constants) is { } other)
                {
                    planned.Add(other);
                    outcomes[folder.Name] = $"{result.Outcome}, emitted with {constants} constants";
                }
                else
                {
                    outcomes[folder.Name] = $"{result.Outcome}, not emitted: {NodeTestRun.Codes(e)}";
                }
            }
        }

        Parallel.ForEach(planned.Chunk(Batch), some =>
        {
            IReadOnlyList<EmittedAssembly> built = EmittedAssembly.BuildMany([.. some.Select(s => s.Network.Plan)]);
            using EmittedAssembly all = built[0];
            for (int i = 0; i < some.Length; i++)
            {
                (NodeTestFolder folder, NodeTestResult result, PlannedNetwork network) = some[i];
                using EmittedDetector detector = built[i].Create(network.Weights);
                if (NodeTestRun.Difference(folder, result.Graph!, detector.Run(result.Inputs)) is { } difference)
                {
                    outcomes[folder.Name] = "wrong when emitted: " + difference;
                }
            }
        });
    }

    /// <summary>Weights must be known to be packed: tries the folder with ever more of its last inputs as constants.</summary>
    private static (NodeTestFolder Folder, NodeTestResult Result, PlannedNetwork Network)? WithConstants(NodeTestFolder folder, out int constants)
    {
        int inputs = folder.Inputs().Count;
        for (constants = 1; constants < inputs; constants++)
        {
            try
            {
                NodeTestResult result = NodeTestRun.Run(folder, constants);
                return result.Graph is null ? null : (folder, result, Plan(folder, result));
            }
            catch (YoloGenException)
            {
                // The next one may do.
            }
        }

        return null;
    }

    private static PlannedNetwork Plan(NodeTestFolder folder, NodeTestResult result)
    {
        string space = "YoloGen.Tests.Nodes." + string.Concat(folder.Name.Select(c => char.IsAsciiLetterOrDigit(c) ? c : '_'));
        return Planner.Plan(result.Graph!, new PlanOptions("Network", space, new string('0', 64)));
    }
}
