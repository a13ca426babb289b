using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using YoloGen.Emit;

namespace YoloGen.Compiler.Tests.PlanMutations;

/// <summary>
/// Builds emitted classes whose memory lies between pages that nobody may touch: the support code gets another NativeBuffer, and arena,
/// constants and scratch memory get a buffer each, so that none hides what leaves another.
/// </summary>
internal static partial class GuardedBuild
{
    /// <summary>Instruction sets that run on the machine that mutates: the portable one and what x86-64 has.</summary>
    public static readonly string[] InstructionSets = ["avx2"];

    /// <summary>Builds the support code once, as an assembly of its own.</summary>
    public static void Support(string path)
    {
        string support = SupportCode.Emit(InstructionSets);
        int start = support.IndexOf("internal sealed unsafe class NativeBuffer", StringComparison.Ordinal);
        int end = support.IndexOf("\n}\n", start, StringComparison.Ordinal) + 3;
        string guarded = support[..start] + GuardedBuffer.Source + support[end..];
        int space = guarded.IndexOf("namespace YoloGen.Generated;", StringComparison.Ordinal);
        guarded = guarded[..space] + "[assembly: global::System.Runtime.CompilerServices.InternalsVisibleTo(\"Mutants\")]\n" + guarded[space..];
        Compile("Guarded", [guarded], [], path, out IReadOnlyList<string> errors);
        if (errors.Count > 0)
        {
            throw new InvalidOperationException(string.Join('\n', errors));
        }
    }

    public static string Space(int number) => "Mutants.M" + number.ToString("d9", CultureInfo.InvariantCulture);

    /// <summary>The class of a plan in the namespace of its number, and a class that constructs and runs it.</summary>
    public static string Source(Plan plan, int number)
    {
        string space = Space(number);
        string code = Emitter.Emit(plan, new EmitOptions { InstructionSets = InstructionSets, Namespace = space, ClassName = "Net" });
        string resident = ResidentBytes().Match(code).Groups[1].Value;
        code = Replace(code, Memory(), $"_memory = new NativeBuffer({plan.ArenaBytes.ToString(CultureInfo.InvariantCulture)});");
        code = Replace(code, Constants(), $"_constants = new NativeBuffer({resident}).Pointer;");
        code = Replace(code, Scratch(), "_scratch = new NativeBuffer((nuint)parts * ScratchBytes).Pointer;");
        string detect = plan.Head is null ? "" : "Span<Net.Detection> found = stackalloc Net.Detection[9]; net.Detect(new byte[3 * 20 * 30], 20, 30, found);";
        return code.Replace("#nullable enable", "", StringComparison.Ordinal) + $$"""

            public static class Runner
            {
                public static void Run(byte[] weights, int threads)
                {
                    using var net = new Net(new ReadOnlySpan<byte>(weights), threads);
                    net.Run();
                    net.Run();
                    {{detect}}
                    using var second = new Net(net, threads);
                    second.Run();
                }
            }
            """;
    }

    /// <summary>Builds classes as one assembly; those with errors are left out and named.</summary>
    public static IReadOnlyDictionary<int, string> Classes(IReadOnlyDictionary<int, string> sources, string support, string path)
    {
        var failed = new Dictionary<int, string>();
        for (;;)
        {
            int[] numbers = [.. sources.Keys.Where(n => !failed.ContainsKey(n)).Order()];
            Compile("Mutants", [.. numbers.Select(n => sources[n])], [support], path, out IReadOnlyList<string> errors);
            if (errors.Count == 0)
            {
                return failed;
            }

            foreach (string error in errors)
            {
                failed.TryAdd(numbers[int.Parse(error[..error.IndexOf('(', StringComparison.Ordinal)], CultureInfo.InvariantCulture)], error);
            }
        }
    }

    private static void Compile(string name, IReadOnlyList<string> sources, IReadOnlyList<string> references, string path, out IReadOnlyList<string> errors)
    {
        string[] platform = ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "").Split(Path.PathSeparator);
        CSharpCompilation compilation = CSharpCompilation.Create(
            name,
            sources.Select((s, i) => CSharpSyntaxTree.ParseText(s, new CSharpParseOptions(LanguageVersion.Latest, DocumentationMode.None), path: i.ToString(CultureInfo.InvariantCulture))),
            platform.Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Concat(references).Select(p => MetadataReference.CreateFromFile(p)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using FileStream file = File.Create(path);
        errors = [.. compilation.Emit(file).Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d.Location.SourceTree?.FilePath}({d.Location.GetLineSpan().StartLinePosition.Line + 1}): {d.Id}: {d.GetMessage(CultureInfo.InvariantCulture)}")];
    }

    private static string Replace(string code, Regex what, string with)
        => what.Count(code) == 1 ? what.Replace(code, with) : throw new InvalidOperationException($"the emitted class has not one '{what}': this test has to follow it");

    [GeneratedRegex(@"_memory = new NativeBuffer\(.*\);")]
    private static partial Regex Memory();

    [GeneratedRegex(@"_constants = _arena \+ \d+;")]
    private static partial Regex Constants();

    [GeneratedRegex(@"_scratch = _constants \+ \d+;")]
    private static partial Regex Scratch();

    [GeneratedRegex(@"Buffer\.MemoryCopy\(other is null \? weights : other\._constants, _constants, (\d+), \d+\);")]
    private static partial Regex ResidentBytes();
}
