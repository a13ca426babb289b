using System.Collections.Concurrent;
using Xunit;
using YoloGen.Tests;

namespace YoloGen.Compiler.Tests.NodeTests;

/// <summary>
/// All ONNX node tests, interpreted and emitted, against the table <c>outcomes.txt</c>, which names what is refused, too. After a change that is meant, write the table
/// anew with YOLOGEN_UPDATE_OUTCOMES=1.
/// </summary>
public class NodeTests
{
    private static string TablePath => Path.Combine(SharedData.RepositoryRoot, "tests", "YoloGen.Compiler.Tests", "NodeTests", "outcomes.txt");

    [Fact]
    public void Every_folder_has_the_outcome_of_the_table()
    {
        string root = SharedData.Require("onnx-node");
        var outcomes = new ConcurrentDictionary<string, string>(StringComparer.Ordinal);
        var passed = new ConcurrentBag<(NodeTestFolder Folder, NodeTestResult Result)>();
        Parallel.ForEach(Directory.GetDirectories(root), path =>
        {
            var folder = new NodeTestFolder(path);
            try
            {
                NodeTestResult result = NodeTestRun.Outcome(folder);
                outcomes[folder.Name] = result.Outcome;
                if (result.Graph is not null)
                {
                    passed.Add((folder, result));
                }
            }
            catch (Exception e)
            {
                outcomes[folder.Name] = "crash: " + e.ToString().Split('\n')[0];
            }
        });

        NodeTestEmitted.Run([.. passed.OrderBy(p => p.Folder.Name, StringComparer.Ordinal)], outcomes);
        string[] lines = [.. outcomes.OrderBy(o => o.Key, StringComparer.Ordinal).Select(o => $"{o.Key}: {o.Value}")];
        if (Environment.GetEnvironmentVariable("YOLOGEN_UPDATE_OUTCOMES") == "1")
        {
            File.WriteAllText(TablePath, string.Join('\n', lines) + "\n");
        }

        string[] table = File.ReadAllLines(TablePath);
        string[] differences = [.. lines.Except(table).Select(l => "now   " + l), .. table.Except(lines).Select(l => "table " + l)];
        Assert.True(differences.Length == 0, string.Join('\n', differences.Take(100)));
        Assert.DoesNotContain(outcomes.Values, o => o.StartsWith("wrong", StringComparison.Ordinal) || o.StartsWith("crash", StringComparison.Ordinal));
        Assert.True(outcomes.Values.Count(o => o.StartsWith("pass", StringComparison.Ordinal)) >= 1100);
    }
}
