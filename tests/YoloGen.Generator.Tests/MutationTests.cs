using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

/// <summary>Damaged plans give a diagnostic, or are plans still and give code that parses; never an exception, a hang or a flood.</summary>
public sealed class MutationTests
{
    /// <summary>Bytes that reading and emitting one plan may allocate: many times what the largest undamaged one takes.</summary>
    private const long MaxAllocated = 256 << 20;

    private static int Count => int.TryParse(Environment.GetEnvironmentVariable("YOLOGEN_MUTATIONS"), out int count) ? count : 10_000;

    private static int Seed => int.TryParse(Environment.GetEnvironmentVariable("YOLOGEN_MUTATION_SEED"), out int seed) ? seed : 0;

    [Fact]
    public void Ten_thousand_damaged_plans_are_refused_or_parse()
    {
        int refused = 0;
        Parallel.For(0, Count, new ParallelOptions { MaxDegreeOfParallelism = 2 }, i =>
        {
            var random = new Random(i + Seed);
            string source = i % 10 == 0 ? PlanTexts.FaceMask : i % 10 == 1 ? PlanTexts.Small() : PlanTexts.Random[i % PlanTexts.Random.Count];
            string text = PlanMutation.Of(source, random);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Plan? plan = null;
            string code = "";
            Exception? thrown = Record.Exception(() =>
            {
                plan = PlanText.TryRead(text, out IReadOnlyList<Diagnostics.Diagnostic> found, "damaged.ygraph");
                Assert.True(plan is null != (found.Count == 0), "a plan or a diagnostic");
                Assert.All(found, f => Assert.True(f.Message.Length > 0 && f.Message.Length < 500 && f.File == "damaged.ygraph"));
                code = plan is null ? "" : Emitter.Emit(plan);
            });
            Assert.True(thrown is null, $"{i + Seed}: {thrown}\n{Changes(source, text)}");
            long allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            Assert.True(allocated < MaxAllocated, $"{i + Seed}: {allocated} bytes, {code.Length} characters\n{Changes(source, text)}");
            if (plan is null)
            {
                Interlocked.Increment(ref refused);
                return;
            }

            IEnumerable<Diagnostic> errors = CSharpSyntaxTree.ParseText(code).GetDiagnostics();
            Assert.True(!errors.Any(), $"{i + Seed}: {string.Join("\n", errors.Take(3))}\n{Changes(source, text)}");
        });
        TestContext.Current.TestOutputHelper?.WriteLine($"{refused} of {Count} refused");
        Assert.InRange(refused, Count / 4, Count - (Count / 20));
    }

    [Fact]
    public void Damaged_plans_in_a_project_are_diagnostics_at_their_lines()
    {
        var session = new GeneratorSession();
        for (int i = 0; i < 150; i++)
        {
            string text = PlanMutation.Of(i % 5 == 0 ? PlanTexts.FaceMask : PlanTexts.Random[i % PlanTexts.Random.Count], new Random(i));
            session.File("damaged.ygraph", text);
            GeneratorRunResult result = session.Run();
            Assert.Null(result.Exception);
            Assert.True(result.Diagnostics.Length > 0 != result.Hints().Length > 0, $"{i}: {string.Join("\n", result.Diagnostics)}");
            foreach (Diagnostic diagnostic in result.Diagnostics)
            {
                Assert.Equal("YG0401", diagnostic.Id);
                Assert.Equal("damaged.ygraph", diagnostic.Location.GetLineSpan().Path);
                Assert.EndsWith("YG0401.md", diagnostic.Descriptor.HelpLinkUri, StringComparison.Ordinal);
            }
        }
    }

    private static string Changes(string before, string after)
        => string.Join('\n', after.Split('\n').Except(before.Split('\n')).Take(8).Select(l => l.Length > 300 ? l[..300] : l)) + "\nwithout\n"
            + string.Join('\n', before.Split('\n').Except(after.Split('\n')).Take(8).Select(l => l.Length > 300 ? l[..300] : l));
}
