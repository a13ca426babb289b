using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

/// <summary>A consumer's CheckForOverflowUnderflow changes no instruction of the emitted code: neither what it computes nor how fast.</summary>
public sealed class CheckedArithmeticTests
{
    [Fact]
    public void Emitted_code_is_the_same_instructions_with_checked_arithmetic()
    {
        IEnumerable<string> plans = PlanTexts.Random.Append(PlanText.Write(SmallModel.Compile().Plan)).Append(PlanTexts.FaceMask);
        string[] sources = [.. plans.Select((text, i) => Emitter.Emit(PlanText.Read(text), new EmitOptions { Namespace = $"App{i}" })), SupportCode.Emit(InstructionSets.All)];
        SortedDictionary<string, string> plain = Instructions(sources, checkOverflow: false), @checked = Instructions(sources, checkOverflow: true);
        Assert.Equal(plain.Keys, @checked.Keys);
        Assert.Equal([], plain.Where(m => @checked[m.Key] != m.Value).Select(m => m.Key));
    }

    /// <summary>The test above can fail.</summary>
    [Fact]
    public void Checked_arithmetic_shows_in_the_instructions()
    {
        const string Code = "static class A { static int F(int a) => a * a; }";
        Assert.NotEqual(Instructions([Code], checkOverflow: false), Instructions([Code], checkOverflow: true));
        string emitted = UncheckedBodies.Apply(Code);
        Assert.Equal(Instructions([emitted], checkOverflow: false), Instructions([emitted], checkOverflow: true));
    }

    /// <summary>The bytes of every method's body, by its place in the metadata and its name.</summary>
    private static SortedDictionary<string, string> Instructions(string[] sources, bool checkOverflow)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "Emitted", sources.Select(s => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.CSharp14))), GeneratorSession.References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, checkOverflow: checkOverflow, optimizationLevel: OptimizationLevel.Release,
                deterministic: true, nullableContextOptions: NullableContextOptions.Enable, generalDiagnosticOption: ReportDiagnostic.Error));
        using var image = new MemoryStream();
        var result = compilation.Emit(image);
        Assert.True(result.Success, string.Join("\n", result.Diagnostics.Take(5)));
        image.Position = 0;
        using var file = new PEReader(image);
        MetadataReader metadata = file.GetMetadataReader();
        var bodies = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (MethodDefinitionHandle handle in metadata.MethodDefinitions)
        {
            MethodDefinition method = metadata.GetMethodDefinition(handle);
            if (method.RelativeVirtualAddress == 0)
            {
                continue;
            }

            string type = metadata.GetString(metadata.GetTypeDefinition(method.GetDeclaringType()).Name);
            bodies[$"{type}.{metadata.GetString(method.Name)} {System.Reflection.Metadata.Ecma335.MetadataTokens.GetRowNumber(handle)}"] = Convert.ToHexString(file.GetMethodBody(method.RelativeVirtualAddress).GetILBytes()!);
        }

        return bodies;
    }
}
