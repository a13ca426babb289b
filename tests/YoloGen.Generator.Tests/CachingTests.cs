using Microsoft.CodeAnalysis;
using Xunit;
using static Microsoft.CodeAnalysis.IncrementalStepRunReason;

namespace YoloGen.Generator.Tests;

/// <summary>What runs again after a change, and why: nothing runs that the change does not concern.</summary>
public sealed class CachingTests
{
    private static readonly string[] All =
    [
        Steps.Files, Steps.Plans, Steps.Headers, Steps.Claims, Steps.Namespaces, Steps.Project, Steps.Assignment, Steps.Jobs, Steps.Classes, Steps.InstructionSets, Steps.Support,
    ];

    /// <summary>The steps that look at the compilation, which is a new one in each run: they run, and what they find is the same.</summary>
    private static readonly string[] Looking = [Steps.Claims, Steps.Project];

    private static void AssertNothingElse(GeneratorRunResult result, params string[] others)
    {
        Assert.All(All.Except(Looking).Except(others), step => Assert.All(result.Reasons(step), r => Assert.Equal(Cached, r)));
        Assert.All(Looking, step => Assert.All(result.Reasons(step), r => Assert.True(r is Unchanged or Cached, r.ToString())));
    }

    private static GeneratorSession TwoModels() => new GeneratorSession()
        .Source("Program.cs", "class Program { }")
        .Source("B.cs", "using YoloGen; namespace Mine; [YoloModel(\"b\")] public partial class B;")
        .File("a.ygraph", PlanTexts.Small("A")).File("b.ygraph", PlanTexts.Small("Other"));

    [Fact]
    public void Everything_is_new_at_first()
    {
        GeneratorRunResult result = TwoModels().Run();
        Assert.All(All, step => Assert.All(result.Reasons(step), r => Assert.Equal(New, r)));
        Assert.All(All, step => Assert.NotEmpty(result.Reasons(step)));
        Assert.Equal(["App.A.g.cs", "Mine.B.g.cs", "YoloGen.Support.g.cs"], result.Hints().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void An_unrelated_edit_runs_nothing_but_the_look_at_the_project()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.Source("Program.cs", "class Program { int x; }").Run();
        AssertNothingElse(result);
        Assert.All(result.TrackedOutputSteps.Values.SelectMany(s => s).SelectMany(s => s.Outputs), o => Assert.Equal(Cached, o.Reason));
    }

    [Fact]
    public void The_same_run_again_runs_nothing()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.Run();
        AssertNothingElse(result);
    }

    [Fact]
    public void The_same_text_written_again_is_read_and_no_more()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.File("a.ygraph", PlanTexts.Small("A")).Run();
        Assert.Equal([Unchanged, Cached], result.Reasons(Steps.Files));
        AssertNothingElse(result, Steps.Files);
    }

    [Fact]
    public void Another_text_of_one_model_makes_that_class_again()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.File("a.ygraph", PlanTexts.Small("A", name: "changed")).Run();
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Files));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Plans));
        Assert.Equal([Unchanged, Cached], result.Reasons(Steps.Headers));
        Assert.Equal([Cached], result.Reasons(Steps.Assignment));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Jobs));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Classes));
        Assert.Equal([Cached], result.Reasons(Steps.InstructionSets));
        Assert.Equal([Cached], result.Reasons(Steps.Support));
        Assert.Contains("changed", result.Text("App.A.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Other_metadata_of_one_model_makes_that_class_again()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.With("a.ygraph", ("YoloGenAccess", "internal")).Run();
        Assert.Equal([Modified, Unchanged], result.Reasons(Steps.Files));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Plans));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Headers));
        Assert.Equal([Modified], result.Reasons(Steps.Assignment));
        Assert.Equal([Modified, Unchanged], result.Reasons(Steps.Jobs));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Classes));
        Assert.Equal([Unchanged], result.Reasons(Steps.InstructionSets));
        Assert.Equal([Cached], result.Reasons(Steps.Support));
        Assert.Contains("internal sealed unsafe class A", result.Text("App.A.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Metadata_that_is_the_same_again_changes_nothing()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.With("c.ygraph", ("YoloGenAccess", "internal")).Run();
        Assert.Equal([Unchanged, Unchanged], result.Reasons(Steps.Files));
        AssertNothingElse(result, Steps.Files);
    }

    [Fact]
    public void Other_instruction_sets_of_one_model_make_the_shared_code_again()
    {
        GeneratorSession session = new GeneratorSession().File("a.ygraph", PlanTexts.Small("A"), ("YoloGenIsa", "avx2")).File("b.ygraph", PlanTexts.Small("B"), ("YoloGenIsa", "avx2"));
        Assert.DoesNotContain("NeonKernels", session.Run().Text("YoloGen.Support.g.cs"), StringComparison.Ordinal);
        GeneratorRunResult result = session.With("a.ygraph", ("YoloGenIsa", "neon")).Run();
        Assert.Equal([Modified], result.Reasons(Steps.InstructionSets));
        Assert.Equal([Modified], result.Reasons(Steps.Support));
        Assert.Equal([Modified, Cached], result.Reasons(Steps.Classes));
        string support = result.Text("YoloGen.Support.g.cs");
        Assert.True(support.Contains("NeonKernels", StringComparison.Ordinal) && support.Contains("Avx2Kernels", StringComparison.Ordinal) && !support.Contains("DotKernels", StringComparison.Ordinal));
    }

    [Fact]
    public void Another_class_with_the_attribute_makes_that_class_again()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.Source("B.cs", "using YoloGen; namespace Mine; [YoloModel(\"b\")] internal partial class Renamed;").Run();
        Assert.Equal([Modified], result.Reasons(Steps.Claims));
        Assert.Equal([Cached, Cached], result.Reasons(Steps.Plans));
        Assert.Equal([Modified], result.Reasons(Steps.Assignment));
        Assert.Equal([Unchanged, Modified], result.Reasons(Steps.Jobs));
        Assert.Equal([Cached, Modified], result.Reasons(Steps.Classes));
        Assert.Equal([Unchanged], result.Reasons(Steps.InstructionSets));
        Assert.Equal([Cached], result.Reasons(Steps.Support));
        Assert.Contains("Mine.Renamed.g.cs", result.Hints());
    }

    [Fact]
    public void An_edit_beside_the_attribute_makes_no_class_again()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.Source("B.cs", "using YoloGen; namespace Mine;\n// moved\n[YoloModel(\"b\")] public partial class B { public int More; }").Run();
        Assert.All(result.Reasons(Steps.Jobs).Concat(result.Reasons(Steps.InstructionSets)), r => Assert.True(r is Cached or Unchanged, r.ToString()));
        Assert.All(result.Reasons(Steps.Classes).Concat(result.Reasons(Steps.Support)), r => Assert.Equal(Cached, r));
    }

    [Fact]
    public void A_removed_file_takes_its_class_with_it()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.Remove("a.ygraph").Run();
        Assert.Equal([Removed, Cached], result.Reasons(Steps.Files).Order().Reverse());
        Assert.Equal([Removed, Cached], result.Reasons(Steps.Plans).Order().Reverse());
        Assert.Contains(Removed, result.Reasons(Steps.Classes));
        Assert.DoesNotContain(Modified, result.Reasons(Steps.Classes));
        Assert.Equal([Cached], result.Reasons(Steps.Support));
        Assert.Equal(["Mine.B.g.cs", "YoloGen.Support.g.cs"], result.Hints().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Without_models_nothing_but_the_attribute_is_added()
    {
        GeneratorSession session = TwoModels();
        session.Run();
        GeneratorRunResult result = session.Source("B.cs", "").Remove("a.ygraph").Remove("b.ygraph").Run();
        Assert.Empty(result.Hints());
        Assert.Empty(result.Diagnostics);
    }
}
