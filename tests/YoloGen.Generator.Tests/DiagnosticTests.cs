using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using YoloGen.Diagnostics;
using Diagnostic = Microsoft.CodeAnalysis.Diagnostic;

namespace YoloGen.Generator.Tests;

/// <summary>What the generator says about what users can get wrong, and where.</summary>
public sealed class DiagnosticTests
{
    private static GeneratorSession OneModel(string className = "Net") => new GeneratorSession().File("obj/net.ygraph", PlanTexts.Small(className), ("YoloGenModel", "face mask"));

    private static Diagnostic Single(GeneratorSession session, DiagnosticCode code, params string[] words)
    {
        Diagnostic found = Assert.Single(session.Run().Diagnostics);
        Assert.Equal(code.Id, found.Id);
        Assert.Equal(code.HelpLink, found.Descriptor.HelpLinkUri);
        Assert.Equal(code.Title, found.Descriptor.Title.ToString(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(DiagnosticSeverity.Error, found.Severity);
        Assert.All(words, w => Assert.Contains(w, found.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal));
        return found;
    }

    [Fact]
    public void A_bad_line_is_named()
    {
        GeneratorSession session = new GeneratorSession().File("obj/net.ygraph", PlanTexts.Small().Replace("arena 128", "arena many", StringComparison.Ordinal));
        FileLinePositionSpan place = Single(session, DiagnosticCodes.BadPlan).Location.GetLineSpan();
        Assert.Equal(("obj/net.ygraph", 6, 0), (place.Path, place.StartLinePosition.Line, place.StartLinePosition.Character));
        Assert.Empty(session.Run().Hints());
    }

    [Fact]
    public void A_bad_model_does_not_take_the_others_with_it()
    {
        GeneratorSession session = OneModel().File("bad.ygraph", "ygraph 2");
        Single(session, DiagnosticCodes.BadPlan);
        Assert.Equal(["App.Net.g.cs", "YoloGen.Support.g.cs"], session.Run().Hints());
    }

    [Theory]
    [InlineData("YoloGenAccess", "protected")]
    [InlineData("YoloGenIsa", "sse9")]
    [InlineData("YoloGenIsa", "avx2,*/")]
    public void Bad_metadata_is_refused(string name, string value)
        => Single(new GeneratorSession().File("a.ygraph", PlanTexts.Small(), (name, value)), DiagnosticCodes.BadModelMetadata, name["YoloGen".Length..]);

    [Fact]
    public void Two_models_of_one_class_are_refused_at_the_second()
    {
        GeneratorSession session = OneModel().File("other/net.ygraph", PlanTexts.Small("Net"));
        Assert.Equal("other/net.ygraph", Single(session, DiagnosticCodes.DuplicateClass, "App.Net").Location.GetLineSpan().Path);
        Assert.Equal(["App.Net.g.cs", "YoloGen.Support.g.cs"], session.Run().Hints());
    }

    [Fact]
    public void Classes_that_differ_in_letter_case_have_files_of_their_own()
    {
        GeneratorSession session = OneModel("Net").File("b.ygraph", PlanTexts.Small("NET")).File("c.ygraph", PlanTexts.Small("nEt"));
        Assert.Equal(["App.Net.g.cs", "App.NET.2.g.cs", "App.nEt.3.g.cs", "YoloGen.Support.g.cs"], session.Run().Hints());
    }

    [Theory]
    [InlineData("nothing", "nothing", "face mask")]
    [InlineData("", "face mask")]
    [InlineData("face*/", "face?/")]
    public void An_unknown_model_is_named_at_the_attribute(string model, params string[] words)
    {
        GeneratorSession session = OneModel().Source("A.cs", $"\n[YoloGen.YoloModel(\"{model}\")] partial class A;");
        FileLinePositionSpan place = Single(session, DiagnosticCodes.NoSuchModel, words).Location.GetLineSpan();
        Assert.Equal(("A.cs", 1), (place.Path, place.StartLinePosition.Line));
    }

    /// <summary>The compiler gets metadata as lines of an .editorconfig and cuts them at # and ;.</summary>
    [Theory]
    [InlineData("v1 #2;x", "v1")]
    [InlineData("v1;2", "V1")]
    public void A_model_whose_name_is_cut_on_the_way_is_found(string name, string carried)
        => Assert.Empty(new GeneratorSession().File("obj/net.ygraph", PlanTexts.Small(), ("YoloGenModel", carried)).Source("A.cs", $"[YoloGen.YoloModel(\"{name}\")] partial class A;").Run().Diagnostics);

    [Fact]
    public void A_model_name_that_fits_two_is_refused()
        => Single(OneModel().File("b.ygraph", PlanTexts.Small("B"), ("YoloGenModel", "FACE MASK")).Source("A.cs", "[YoloGen.YoloModel(\"Face Mask\")] partial class A;"), DiagnosticCodes.NoSuchModel, "several");

    [Fact]
    public void Without_models_the_attribute_says_so()
        => Single(new GeneratorSession().Source("A.cs", "[YoloGen.YoloModel(\"a\")] partial class A;"), DiagnosticCodes.NoSuchModel, "no YoloModel item");

    [Fact]
    public void A_model_whose_plan_is_bad_is_not_missed_as_well()
        => Single(new GeneratorSession().File("a.ygraph", "bad").Source("A.cs", "[YoloGen.YoloModel(\"a\")] partial class A;"), DiagnosticCodes.BadPlan);

    [Fact]
    public void A_model_is_not_claimed_twice()
    {
        GeneratorSession session = OneModel().Source("A.cs", "using YoloGen; [YoloModel(\"net\")] partial class A; [YoloModel(\"face mask\")] partial class B;");
        Single(session, DiagnosticCodes.ModelClaimedTwice, "\"face mask\" is A already");
        Assert.Equal(["A.g.cs", "YoloGen.Support.g.cs"], session.Run().Hints());
    }

    [Theory]
    [InlineData("[YoloModel(\"net\")] class A;", "partial")]
    [InlineData("partial class Outer { [YoloModel(\"net\")] partial class A; }", "nested in Outer")]
    [InlineData("[YoloModel(\"net\")] partial class A<T>;", "generic")]
    [InlineData("[YoloModel(\"net\")] static partial class A;", "static")]
    [InlineData("[YoloModel(\"net\")] abstract partial class A;", "abstract")]
    [InlineData("[YoloModel(\"net\")] file partial class A;", "local to its file")]
    [InlineData("[YoloModel(\"net\")] partial record A;", "record")]
    [InlineData("[YoloModel(\"net\")] partial class A : System.Exception;", "Exception")]
    [InlineData("[YoloModel(\"net\")] partial class A(int x);", "primary constructor")]
    [InlineData("[YoloModel(\"net\")] partial class Guard;", "name")]
    public void Classes_that_cannot_be_completed_are_refused(string source, string word)
    {
        GeneratorSession session = OneModel().Source("A.cs", "using YoloGen;\n" + source);
        Assert.Equal(1, Single(session, DiagnosticCodes.ClassCannotBeCompleted, word).Location.GetLineSpan().StartLinePosition.Line);
        Assert.Empty(session.Run().Hints());
    }

    [Fact]
    public void What_the_compiler_says_itself_is_left_to_it()
    {
        foreach (string source in new[] { "[YoloModel(\"net\")] partial struct A;", "[YoloModel] partial class A;", "[YoloModel(1)] partial class A;", "[YoloModel(null)] partial class A;", "[YoloModel(\"net\"), YoloModel(\"net\")] partial class A;" })
        {
            Assert.Null(OneModel().Source("A.cs", "using YoloGen;\n" + source).Run().Exception);
        }
    }

    [Fact]
    public void Unsafe_code_has_to_be_allowed()
    {
        GeneratorSession session = new GeneratorSession(isUnsafe: false).File("a.ygraph", PlanTexts.Small());
        Single(session, DiagnosticCodes.UnsafeNotAllowed, "<AllowUnsafeBlocks>true</AllowUnsafeBlocks>");
        Assert.Empty(session.Run().Hints());
        Assert.Empty(new GeneratorSession(isUnsafe: false).Run().Diagnostics);
    }

    [Fact]
    public void An_old_language_is_refused()
        => Single(new GeneratorSession(LanguageVersion.CSharp12).File("a.ygraph", PlanTexts.Small()), DiagnosticCodes.LanguageTooOld, "C# 12");

    [Fact]
    public void An_old_framework_is_refused()
    {
        // A library called System.Runtime of .NET 8, with nothing but Object in it.
        CSharpCompilation old = CSharpCompilation.Create(
            "System.Runtime",
            [CSharpSyntaxTree.ParseText("[assembly: System.Reflection.AssemblyVersion(\"8.0.0.0\")] namespace System { public class Object { } public class ValueType { } public struct Void { } public class String { } public class Attribute { } } namespace System.Reflection { public class AssemblyVersionAttribute : Attribute { public AssemblyVersionAttribute(string v) { } } }")],
            options: new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        GeneratorSession session = new GeneratorSession(references: [old.ToMetadataReference()]).File("a.ygraph", PlanTexts.Small());
        Single(session, DiagnosticCodes.FrameworkTooOld, "net10.0");
        Single(new GeneratorSession(references: []).File("a.ygraph", PlanTexts.Small()), DiagnosticCodes.FrameworkTooOld);
    }

    [Fact]
    public void A_file_listed_twice_is_refused()
    {
        GeneratorSession session = OneModel().Twice("obj/net.ygraph");
        Assert.All(session.Run().Diagnostics, d => Assert.Equal(DiagnosticCodes.DuplicateClass.Id, d.Id));
        Assert.NotEmpty(session.Run().Diagnostics);
        Assert.Null(session.Run().Exception);
    }

    [Fact]
    public void Cancelling_stops_the_work()
        => Assert.Throws<OperationCanceledException>(() => new GeneratorSession().File("a.ygraph", PlanTexts.FaceMask).Run(new CancellationToken(canceled: true)));
}
