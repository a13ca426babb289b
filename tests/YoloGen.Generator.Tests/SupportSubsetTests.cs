using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

/// <summary>What is emitted for one instruction set has all that its kernels forward to, and builds.</summary>
public sealed class SupportSubsetTests
{
    [Theory]
    [InlineData("portable")]
    [InlineData("avx2")]
    [InlineData("vnni")]
    [InlineData("neon")]
    [InlineData("dot")]
    public void Code_for_one_instruction_set_builds(string isa)
    {
        string[] sources = [Emitter.Emit(PlanText.Read(PlanTexts.FaceMask), new EmitOptions { InstructionSets = [isa] }), SupportCode.Emit([isa])];
        Assert.Empty(Errors(sources));
    }

    /// <summary>The test above can fail: kernels of AVX-VNNI without those of AVX2.</summary>
    [Fact]
    public void A_missing_lower_set_is_an_error()
    {
        string support = SupportCode.Emit(["vnni"]).Replace("partial struct Avx2Kernels", "partial struct OtherKernels", StringComparison.Ordinal);
        Assert.Contains(Errors([support]), d => d.Id == "CS0246");
    }

    private static IEnumerable<Diagnostic> Errors(string[] sources) =>
        CSharpCompilation.Create(
            "Subset", sources.Select(s => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.CSharp14))), GeneratorSession.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error))
            .GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
}
