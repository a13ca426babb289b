using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace YoloGen.Generator.Tests;

/// <summary>A project in memory whose files change between runs of the generator, as in an editor.</summary>
internal sealed class GeneratorSession
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> Platform = new(() =>
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(p => Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal)).Select(p => MetadataReference.CreateFromFile(p))]);

    private readonly Dictionary<string, AdditionalText> _files = [];
    private readonly Dictionary<string, SyntaxTree> _sources = [];
    private Metadata _metadata = new([]);
    private GeneratorDriver _driver;

    public GeneratorSession(LanguageVersion language = LanguageVersion.CSharp14, bool isUnsafe = true, NullableContextOptions nullable = NullableContextOptions.Enable, IEnumerable<MetadataReference>? references = null)
    {
        ParseOptions = new CSharpParseOptions(language, DocumentationMode.Diagnose);
        _driver = CSharpGeneratorDriver.Create(
            [new YoloModelGenerator().AsSourceGenerator()], parseOptions: ParseOptions, optionsProvider: _metadata,
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));
        Compilation = CSharpCompilation.Create(
            "Consumer", references: references ?? Platform.Value,
            options: new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, allowUnsafe: isUnsafe, nullableContextOptions: nullable, warningLevel: 9999,
                optimizationLevel: OptimizationLevel.Release, generalDiagnosticOption: ReportDiagnostic.Error));
    }

    public CSharpParseOptions ParseOptions { get; }

    public CSharpCompilation Compilation { get; private set; }

    /// <summary>The compilation with what the generator added.</summary>
    public Compilation Result { get; private set; } = null!;

    /// <summary>Time in the generator itself, in the last run.</summary>
    public TimeSpan Elapsed => _driver.GetTimingInfo().GeneratorTimes.Single().ElapsedTime;

    public static IEnumerable<MetadataReference> References => Platform.Value;

    /// <summary>Adds or changes a .ygraph file; a new object even if the text is the same.</summary>
    public GeneratorSession File(string path, string text, params (string Name, string Value)[] metadata)
    {
        var file = new MemoryText(path, text);
        _driver = _files.TryGetValue(path, out AdditionalText? old) ? _driver.ReplaceAdditionalText(old, file) : _driver.AddAdditionalTexts([file]);
        _files[path] = file;
        return metadata.Length == 0 ? this : With(path, metadata);
    }

    /// <summary>Changes the metadata of a file.</summary>
    public GeneratorSession With(string path, params (string Name, string Value)[] metadata)
    {
        _metadata = _metadata.With(path, metadata);
        _driver = _driver.WithUpdatedAnalyzerConfigOptions(_metadata);
        return this;
    }

    /// <summary>Lists a file a second time.</summary>
    public GeneratorSession Twice(string path)
    {
        _driver = _driver.AddAdditionalTexts([new MemoryText(path, _files[path].GetText()!.ToString())]);
        return this;
    }

    public GeneratorSession Remove(string path)
    {
        _driver = _driver.RemoveAdditionalTexts([_files[path]]);
        _files.Remove(path);
        return this;
    }

    /// <summary>Adds or changes a source file.</summary>
    public GeneratorSession Source(string path, string text)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(text, ParseOptions, path, Encoding.UTF8);
        Compilation = _sources.TryGetValue(path, out SyntaxTree? old) ? Compilation.ReplaceSyntaxTree(old, tree) : Compilation.AddSyntaxTrees(tree);
        _sources[path] = tree;
        return this;
    }

    public GeneratorSession Reference(MetadataReference reference)
    {
        Compilation = Compilation.AddReferences(reference);
        return this;
    }

    /// <summary>Runs the generator on the project as it is now.</summary>
    public GeneratorRunResult Run(CancellationToken cancellation = default)
    {
        _driver = _driver.RunGeneratorsAndUpdateCompilation(Compilation, out Compilation result, out _, cancellation);
        Result = result;
        return _driver.GetRunResult().Results.Single();
    }

    /// <summary>Runs, and builds the result as an assembly with documentation; every warning is an error.</summary>
    public byte[] Build(string name = "Consumer", params (string Name, byte[] Content)[] resources)
    {
        Run();
        using var image = new MemoryStream();
        using var documentation = new MemoryStream();
        var result = ((CSharpCompilation)Result).WithAssemblyName(name).Emit(
            image, xmlDocumentationStream: documentation,
            manifestResources: resources.Select(r => new ResourceDescription(r.Name, () => new MemoryStream(r.Content), isPublic: true)));
        Xunit.Assert.True(result.Success, string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(5)));
        return image.ToArray();
    }

    private sealed class MemoryText(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text, Encoding.UTF8);
    }

    private sealed class Metadata(ImmutableDictionary<string, ImmutableDictionary<string, string>> files) : AnalyzerConfigOptionsProvider
    {
        public Metadata(IEnumerable<KeyValuePair<string, ImmutableDictionary<string, string>>> files)
            : this(files.ToImmutableDictionary())
        {
        }

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public Metadata With(string path, (string Name, string Value)[] values)
            => new(files.SetItem(path, values.ToImmutableDictionary(v => "build_metadata.AdditionalFiles." + v.Name, v => v.Value)));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
            => files.TryGetValue(textFile.Path, out ImmutableDictionary<string, string>? values) ? new Values(values) : GlobalOptions;
    }

    private sealed class Values(ImmutableDictionary<string, string> values) : AnalyzerConfigOptions
    {
        public Values(IEnumerable<KeyValuePair<string, string>> values)
            : this(values.ToImmutableDictionary())
        {
        }

        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}

/// <summary>What tests ask of a run.</summary>
internal static class RunResults
{
    /// <summary>Why each output of a step is what it is, in order.</summary>
    public static IncrementalStepRunReason[] Reasons(this GeneratorRunResult result, string step)
        => result.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs) ? [.. runs.SelectMany(r => r.Outputs).Select(o => o.Reason)] : [];

    /// <summary>The text of a generated file.</summary>
    public static string Text(this GeneratorRunResult result, string hint) => result.GeneratedSources.Single(s => s.HintName == hint).SourceText.ToString();

    public static string[] Hints(this GeneratorRunResult result) => [.. result.GeneratedSources.Select(s => s.HintName).Where(h => h.StartsWith("YoloGen.YoloModel", StringComparison.Ordinal) is false && !h.Contains("Embedded", StringComparison.Ordinal))];
}
