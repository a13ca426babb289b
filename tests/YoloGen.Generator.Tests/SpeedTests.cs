using Xunit;
using YoloGen.Compiler;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

public sealed class SpeedTests
{
    /// <summary>The generator's own time, as the compiler's /reportanalyzer shows it.</summary>
    [Fact]
    public void The_network_of_the_paper_takes_less_than_200_ms()
    {
        string model = YoloGen.Tests.SharedData.Require("peers", "paper_pruned_s8.onnx");
        string text = PlanText.Write(YoloGen.Compiler.Compilation.Compile(model, new CompileOptions { ClassName = "Paper" }).Plan);
        var times = new List<double>();

        // Other programs on the machine only ever add to the time: the best of several counts.
        while (times.Count < 5 || (times.Min() >= 200 && times.Count < 30))
        {
            var session = new GeneratorSession().File("paper.ygraph", text);
            Assert.Contains("YoloGen.Models.Paper.g.cs", session.Run().Hints());
            times.Add(session.Elapsed.TotalMilliseconds);
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{text.Length} characters; the first run {times[0]:F0} ms, then {string.Join(", ", times.Skip(1).Select(t => t.ToString("F0")))}");
        Assert.True(times.Min() < 200, $"{times.Min()} ms");
    }
}
