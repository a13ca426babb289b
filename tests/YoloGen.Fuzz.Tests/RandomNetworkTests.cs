using System.Globalization;
using Xunit;
using YoloGen.Compiler.Import;
using YoloGen.Fuzz.Tests.Checks;
using YoloGen.Fuzz.Tests.Models;

namespace YoloGen.Fuzz.Tests;

/// <summary>
/// Random networks of all operators: each operator against ONNX Runtime without optimizations, the graph before against the graph after the
/// passes, the plan read back, and the emitted class against the interpreter bit for bit. YOLOGEN_FUZZ_NETWORKS asks for more of them,
/// YOLOGEN_FUZZ_SEED for others; eng/fuzz.sh runs them for a time.
/// </summary>
public sealed class RandomNetworkTests
{
    private static readonly Lazy<FuzzCounts> All = new(() =>
    {
        var counts = new FuzzCounts();
        NetworkRun.Run(Enumerable.Range(Setting("YOLOGEN_FUZZ_SEED", 0), Setting("YOLOGEN_FUZZ_NETWORKS", 500)), counts);
        return counts;
    });

    [Fact]
    public void Networks_agree_with_ONNX_Runtime_and_their_classes_with_the_interpreter()
        => Assert.True(All.Value.Findings.Count == 0, string.Join('\n', All.Value.Findings.Take(20)));

    /// <summary>A generator that only makes what is refused would find nothing.</summary>
    [Theory]
    [InlineData(Form.Float)]
    [InlineData(Form.Qdq)]
    [InlineData(Form.QOperator)]
    [InlineData(Form.Dynamic)]
    internal void Most_networks_are_compiled_and_compared(Form form)
    {
        FuzzCounts counts = All.Value;
        int networks = counts[$"networks, {form}"];
        Assert.InRange(counts[$"planned, {form}"], networks * 7 / 10, networks);
        Assert.InRange(counts[$"not run by ONNX Runtime, {form}"], 0, networks / 10);
    }

    /// <summary>Chance decides which of the rare ones are among the networks that are compared here; nearly all are, and none is left out for ever.</summary>
    [Fact]
    public void Every_operator_that_is_read_occurs()
    {
        string[] all = [.. OperatorTable.Entries.Values.Select(e => e.FullName)];
        string[] compared = [.. all.Where(All.Value.Operators.ContainsKey)];
        Assert.True(compared.Length >= all.Length * 95 / 100, $"not compared: {string.Join(", ", all.Except(compared))}");
        HashSet<string> missing = [.. all];
        for (int seed = 0; missing.Count > 0 && seed < 5000; seed++)
        {
            missing.ExceptWith(RandomNetwork.Make(seed).Operators);
        }

        Assert.True(missing.Count == 0, $"in no network: {string.Join(", ", missing)}");
    }

    private static int Setting(string name, int otherwise)
        => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) ? value : otherwise;
}
