using Microsoft.CodeAnalysis;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

/// <summary>Tests that measure run alone.</summary>
[CollectionDefinition("Measured", DisableParallelization = true)]
public sealed class MeasuredCollection;

[Collection("Measured")]
public sealed class SpeedTests
{
    /// <summary>
    /// Processor time of the whole process, driver included: what the clock shows on an idle machine, since one thread does the work, and
    /// never less than the generator's own. The clock itself counts other programs too; it is written out beside it. The first run is left
    /// out: it is the JIT's, once for a process (docs/generator.md has its time).
    /// </summary>
    [Fact]
    public void The_network_of_the_paper_takes_less_than_200_ms_once_the_generator_is_loaded()
    {
        string model = YoloGen.Tests.SharedData.Require("peers", "paper_pruned_s8.onnx");
        string text = PlanText.Write(YoloGen.Compiler.Compilation.Compile(model, new CompileOptions { ClassName = "Paper" }).Plan);
        var work = new List<double>();
        var clock = new List<double>();
        for (int i = 0; i < 10; i++)
        {
            var session = new GeneratorSession().File("paper.ygraph", text);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            GeneratorRunResult result = session.Run();
            work.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            clock.Add(session.Elapsed.TotalMilliseconds);
            Assert.Contains("YoloGen.Models.Paper.g.cs", result.Hints());
        }

        string List(IEnumerable<double> times) => string.Join(", ", times.Select(t => t.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{text.Length} characters; processor time {List(work)} ms; the generator by the clock {List(clock)} ms");
        Assert.True(work.Skip(1).Min() < 200, $"{List(work)} ms");
    }
}
