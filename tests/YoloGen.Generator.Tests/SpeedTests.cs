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
    /// What the generator does once is not done again: after the first run (templates parsed, code compiled) a run allocates a few times what it
    /// writes. Times are written out, not judged: processor time of the whole process, driver included, and the generator's by the clock
    /// (docs/generator.md has those of a quiet machine).
    /// </summary>
    [Fact]
    public void Later_runs_allocate_in_proportion_to_what_they_write()
    {
        string model = YoloGen.Tests.SharedData.Require("peers", "paper_pruned_s8.onnx");
        string text = PlanText.Write(YoloGen.Compiler.Compilation.Compile(model, new CompileOptions { ClassName = "Paper" }).Plan);
        var work = new List<double>();
        var clock = new List<double>();
        var allocated = new List<long>();
        int written = 0;
        for (int i = 0; i < 10; i++)
        {
            var session = new GeneratorSession().File("paper.ygraph", text);
            TimeSpan before = Environment.CpuUsage.TotalTime;
            long bytes = GC.GetTotalAllocatedBytes(precise: true);
            GeneratorRunResult result = session.Run();
            allocated.Add(GC.GetTotalAllocatedBytes(precise: true) - bytes);
            written = result.GeneratedSources.Sum(s => s.SourceText.Length);
            work.Add((Environment.CpuUsage.TotalTime - before).TotalMilliseconds);
            clock.Add(session.Elapsed.TotalMilliseconds);
            Assert.Contains("YoloGen.Models.Paper.g.cs", result.Hints());
        }

        string List(IEnumerable<double> times) => string.Join(", ", times.Select(t => t.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)));
        TestContext.Current.TestOutputHelper?.WriteLine($"{text.Length} characters; processor time {List(work)} ms; the generator by the clock {List(clock)} ms; {string.Join(", ", allocated)} bytes for {written} characters");
        Assert.True(allocated.Skip(1).Min() < 60L * written, $"{string.Join(", ", allocated)} bytes for {written} characters");
    }
}
