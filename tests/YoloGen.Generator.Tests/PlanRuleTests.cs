using Xunit;
using YoloGen.Compiler;
using YoloGen.Compiler.Planning;
using YoloGen.Compiler.Tests.Planning;
using YoloGen.Diagnostics;
using YoloGen.Emit;
using YoloGen.Tests;

namespace YoloGen.Generator.Tests;

/// <summary>What the compiler plans, the generator reads: none of its rules is stricter than the planner.</summary>
public sealed class PlanRuleTests
{
    [Fact]
    public void Plans_of_random_graphs_keep_the_rules()
    {
        for (int seed = 0; seed < 200; seed++)
        {
            Reads(Planner.Plan(RandomGraph.Make(seed, 15).Build(), new PlanOptions("Sample", "App", new string('a', 64), null)).Plan, $"seed {seed}");
            Reads(Planner.Plan(RandomQuantizedGraph.Make(seed, 15).Build(), new PlanOptions("Sample", "App", new string('a', 64), null)).Plan, $"quantized seed {seed}");
        }
    }

    [Theory]
    [InlineData("models")]
    [InlineData("peers")]
    public void Plans_of_models_keep_the_rules(string folder)
    {
        foreach (string model in Directory.GetFiles(SharedData.Require(folder), "*.onnx").Concat(Directory.GetFiles(Path.Combine(SharedData.RepositoryRoot, "models"), "*.onnx")))
        {
            PlannedModel planned;
            try
            {
                planned = Compilation.Plan(model);
            }
            catch (YoloGenException exception) when (exception.Diagnostics.All(d => d.Code.Severity == Severity.Error))
            {
                // Refused by the compiler, with a code: the other tests say which models are.
                continue;
            }

            Reads(planned.Plan, model);
        }
    }

    private static void Reads(Plan plan, string what)
    {
        string text = PlanText.Write(plan);
        Plan? read = PlanText.TryRead(text, out IReadOnlyList<Diagnostic> found);
        Assert.True(read is not null, $"{what}: {string.Join("\n", found)}");
        Assert.Equal(text, PlanText.Write(read));
    }
}
