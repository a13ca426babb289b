using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;
using YoloGen.Compiler;
using YoloGen.Emit;

namespace YoloGen.Generator.Tests;

/// <summary>Whatever a model's strings are, the code is the same token for token, but for identifiers of ports, literals of class names, and comments.</summary>
public sealed class InjectionTests
{
    public static TheoryData<string> Hostile { get; } =
    [
        "x\"; } } public class Evil { static Evil() { System.Environment.Exit(1); } } //",
        "*/ int evil; /*",
        "</summary> <evil attribute=\"1\"> &amp;",
        "/// <summary>",
        "\nint evil;\n",
        "\r\nint evil;",
        "\u2028int evil;\u2028",
        "\u2029int evil;",
        "\u0085int evil;",
        "\u000b\u000cint evil;\u0000",
        "\u202eevil\u2066\u2069\u200b",
        "\n#if false\n",
        "#if false",
        "\n#pragma warning restore\n#nullable disable\n",
        "#line 1 \"evil.cs\"",
        "\n#error evil",
        "@class",
        "class",
        "field",
        "Run",
        "Dispose",
        "Names",
        "Math",
        "Part",
        "Layer001",
        "_arena",
        "Sample",
        "{{ evil }}",
        "}} {{~ for x in 1..9 ~}}",
        "{0} {1:x}",
        "$\"{evil}\"",
        "\"\"\"\nevil\n\"\"\"",
        "'",
        "\\",
        "\\u0022);evil(\\u0022",
        "\\\"",
        "日本語",
        "😀",
        "\ud800",
        "1234",
        "ａｂｃ",
        "ﬁ",
        " ",
    ];

    private static readonly CompiledModel[] Plain = [SmallModel.Compile(), SmallModel.Compile(twoOutputs: true)];

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Names_of_an_onnx_model_change_no_token(string hostile)
    {
        // The number keeps the names apart, before or behind, so that the hostile part is met at both ends.
        var numbers = new Dictionary<string, int>();
        string Name(string plain)
        {
            numbers.TryAdd(plain, numbers.Count);
            return numbers[plain] % 2 == 0 ? numbers[plain] + hostile : hostile + numbers[plain];
        }

        for (int outputs = 0; outputs < 2; outputs++)
        {
            CompiledModel model = SmallModel.Compile(Name, twoOutputs: outputs == 1);
            Same(Plain[outputs].Source, model.Source, hostile);
        }
    }

    [Theory]
    [MemberData(nameof(Hostile))]
    public void Strings_of_a_plan_change_no_token(string hostile)
    {
        foreach (Plan plain in Plain.Select(p => p.Plan))
        {
            Same(Emitter.Emit(plain), Emitter.Emit(WithStrings(plain, hostile)), hostile);
        }
    }

    [Fact]
    public void A_very_long_name_is_cut()
    {
        string name = new('a', 100_000);
        Plan plain = Plain[1].Plan;
        string code = Emitter.Emit(plain with { ModelName = name, Outputs = [.. plain.Outputs.Select(p => p with { Name = name })], Layers = [.. plain.Layers.Select(l => l with { Name = name })] });
        Assert.InRange(code.Length, 1000, 100_000);
        Same(Emitter.Emit(plain), code, name);
    }

    /// <summary>Words of the text form that are not quoted: each would reach code if it were taken as it is.</summary>
    [Theory]
    [InlineData("class Sample", "class Evil{}")]
    [InlineData("class Sample", "class class")]
    [InlineData("class Sample", "class @class")]
    [InlineData("class Sample", "class Détecteur")]
    [InlineData("class Sample", "class Math")]
    [InlineData("class Sample", "class Run")]
    [InlineData("namespace App", "namespace App;class")]
    [InlineData("namespace App", "namespace A.class")]
    [InlineData("namespace App", "namespace A..B")]
    [InlineData("namespace App", "namespace global::App")]
    [InlineData("head yolov8", "head yolov8\u2028evil")]
    [InlineData("head yolov8", "head \"yolov8\"")]
    [InlineData("resize=letterbox", "resize=evil()")]
    [InlineData("score=0.25", "score=0.25f;evil")]
    [InlineData("decode Yolov8Head", "decode System.Environment")]
    [InlineData("decode Yolov8Head", "decode Evil")]
    [InlineData("classes=2", "classes=2);evil(")]
    [InlineData("classes=2", "classes=evil")]
    [InlineData("classes=2", "cl@ss=2")]
    [InlineData("op=Sigmoid", "op=Evil")]
    [InlineData("op=Sigmoid", "op=Sigmoid>();Evil<A")]
    [InlineData("layer maxpool", "layer max.pool")]
    [InlineData("layer maxpool", "layer {{evil}}")]
    [InlineData("kernel=2,2", "kernel=2,evil")]
    [InlineData("label \"mask\"", "label \"mask\" evil")]
    [InlineData("label \"mask\"", "label \"ma\u2028sk\"")]
    [InlineData("label \"mask\"", "label 'mask'")]
    public void Bare_words_are_judged(string from, string to)
    {
        string text = PlanText.Write(Plain[0].Plan), changed = text.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(text, changed);
        Assert.Null(PlanText.TryRead(changed, out IReadOnlyList<Diagnostics.Diagnostic> found));
        Assert.All(found, f => Assert.Equal("YG0401", f.Code.Id));
    }

    /// <summary>All of them in one project: the text form carries them, and the code builds without a warning, documentation included.</summary>
    [Fact]
    public void Hostile_plans_build_without_a_warning()
    {
        var session = new GeneratorSession();
        int number = 0;
        foreach (string hostile in Hostile.Select(row => row.Data))
        {
            foreach (Plan plain in Plain.Select(p => p.Plan))
            {
                Plan plan = WithStrings(plain, hostile) with { ClassName = $"Sample{number++}" };
                session.File($"{number}.ygraph", PlanText.Write(plan), ("YoloGenModel", hostile + number), ("YoloGenIsa", "portable"));
            }
        }

        Assert.Empty(session.Run().Diagnostics);
        Assert.Equal([], session.Result.GetDiagnostics().Where(d => d.Severity != DiagnosticSeverity.Hidden));
    }

    private static Plan WithStrings(Plan plain, string hostile) => plain with
    {
        ModelName = hostile,
        Compiler = hostile,
        Inputs = [.. plain.Inputs.Select(p => p with { Name = hostile })],
        Outputs = [.. plain.Outputs.Select(p => p with { Name = hostile })],
        Tensors = [.. plain.Tensors.Select(t => t with { Name = hostile })],
        Weights = [.. plain.Weights.Select(w => w with { Name = hostile })],
        Layers = [.. plain.Layers.Select(l => l with { Name = hostile })],
        Head = plain.Head is null ? null : plain.Head with { Classes = [hostile, hostile] },
    };

    private static void Same(string expected, string code, string hostile)
    {
        SyntaxToken[] before = Tokens(expected), after = Tokens(code);
        Assert.Equal(before.Length, after.Length);
        for (int i = 0; i < before.Length; i++)
        {
            Assert.Equal(before[i].Kind(), after[i].Kind());
            if (before[i].Text != after[i].Text)
            {
                Assert.True(IsPort(after[i]) || IsLabel(after[i], hostile), $"{before[i].Text} became {after[i].Text}");
            }
        }

        Assert.Equal(Directives(expected), Directives(code));
        Assert.All(code, c => Assert.InRange(c, '\n', '~'));
    }

    private static SyntaxToken[] Tokens(string code)
    {
        SyntaxNode root = CSharpSyntaxTree.ParseText(code, new CSharpParseOptions(documentationMode: DocumentationMode.Diagnose)).GetRoot();
        Assert.Empty(root.GetDiagnostics());
        return [.. root.DescendantTokens()];
    }

    private static string[] Directives(string code)
        => [.. CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes(descendIntoTrivia: true).OfType<DirectiveTriviaSyntax>().Select(d => d.ToString())];

    private static bool IsPort(SyntaxToken token)
        => token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is PropertyDeclarationSyntax && Identifier.IsValid(token.Text) && !EmittedNames.IsReserved(token.Text);

    private static bool IsLabel(SyntaxToken token, string hostile)
        => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.Contains(hostile, StringComparison.Ordinal)
            && token.Parent!.FirstAncestorOrSelf<VariableDeclaratorSyntax>()?.Identifier.Text == "Names";
}
