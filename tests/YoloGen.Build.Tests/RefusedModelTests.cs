using Xunit;

namespace YoloGen.Tests;

/// <summary>A project without a model; what each test adds cannot be compiled.</summary>
public sealed class BareProject
{
    public BareProject(PackageFeed feed)
    {
        Project = new ConsumerProject(feed);
        Project.Write("model.onnx", TinyModels.Plain());
        Project.Write("refused.onnx", TinyModels.Refused());
        Project.Write("no.onnx", "this is no model"u8.ToArray());
        Project.Write("free.onnx", TinyModels.FreeShape());
        Project.Write("headless.onnx", TinyModels.WithoutHead());
        Project.Items = "";
        BuildResult first = Project.Save().Build();
        Assert.True(first.Succeeded, first.Output);
    }

    internal ConsumerProject Project { get; }
}

/// <summary>Errors: the code, on the item's line, with the model and the node, and nothing written.</summary>
public class RefusedModelTests(BareProject shared) : IClassFixture<BareProject>
{
    private readonly ConsumerProject _project = shared.Project;

    private BuildResult Build(string items, params string[] arguments)
    {
        _project.Items = items;
        return _project.Save().Build(arguments);
    }

    private int LineOf(string text) => Array.FindIndex(File.ReadAllLines(_project.ProjectFile), l => l.Contains(text, StringComparison.Ordinal)) + 1;

    [Fact]
    public void All_nodes_that_are_refused_are_listed_at_the_line_of_the_item()
    {
        BuildResult result = Build("""
            <YoloModel Include="model.onnx" Isa="portable" />
            <YoloModel Include="refused.onnx" />
            """, $"-logger:{typeof(HelpLinkLogger).FullName},{typeof(HelpLinkLogger).Assembly.Location}");
        Assert.False(result.Succeeded);
        Assert.Contains("help: YG0201 https://github.com/yologen/yologen/blob/main/docs/diagnostics/YG0201.md", result.Output, StringComparison.Ordinal);
        Assert.Equal(2, result.Compiled.Count);
        Assert.Equal(3, result.Errors.Count(e => e.Code == "YG0201"));
        Assert.All(result.Errors, e => Assert.Equal((_project.ProjectFile, LineOf("refused.onnx")), (e.File, e.Line)));
        Assert.Contains(result.Errors, e => e.Text.StartsWith("refused.onnx: node 'a_node': ", StringComparison.Ordinal));
        Assert.DoesNotContain(_project.ResultFiles(), f => f is "App.Refused.ygraph" or "App.Refused.weights.bin" or "App.Refused.stamp");

        // The good one is done; the bad one is tried, and reported, again.
        BuildResult again = _project.Build();
        Assert.Equal(["refused.onnx"], again.Compiled);
        Assert.Equal(3, again.Errors.Count(e => e.Code == "YG0201"));
    }

    [Fact]
    public void A_file_that_is_no_model_and_one_that_is_missing_are_errors()
    {
        BuildResult bad = Build("""<YoloModel Include="no.onnx" />""");
        BuildResult.Finding text = Assert.Single(bad.Errors);
        Assert.Equal("YG0101", text.Code);
        Assert.Contains("this is a text, not a model; ", text.Text, StringComparison.Ordinal);

        BuildResult missing = Build("""<YoloModel Include="models/absent.onnx" />""");
        BuildResult.Finding error = Assert.Single(missing.Errors);
        Assert.Equal(("YG0001", LineOf("absent.onnx")), (error.Code, error.Line));
        Assert.Contains("models/absent.onnx", error.Text, StringComparison.Ordinal);
        Assert.Empty(missing.Compiled);
    }

    [Fact]
    public void Unknown_metadata_is_a_warning_that_names_the_nearest()
    {
        BuildResult result = Build("""<YoloModel Include="model.onnx" Isa="neon" ClassNames="a" Scor="0.3" Treshold="0.3" Labls="a" Confidance="0.3" Link="x" />""");
        Assert.True(result.Succeeded, result.Output);
        Assert.Contains("warning YG0909: model.onnx: nothing reads the metadatum ClassNames; did you mean Classes?", result.Output, StringComparison.Ordinal);
        foreach ((string typed, string meant) in new[] { ("Scor", "Score"), ("Treshold", "Score"), ("Labls", "Classes"), ("Confidance", "Score") })
        {
            Assert.Contains($"nothing reads the metadatum {typed}; did you mean {meant}?", result.Output, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("metadatum Link", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("metadatum Isa", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void The_same_class_twice_is_an_error_that_names_both_models()
    {
        BuildResult result = Build("""
            <YoloModel Include="model.onnx" ClassName="Twin" />
            <YoloModel Include="headless.onnx" ClassName="Twin" />
            """);
        BuildResult.Finding error = Assert.Single(result.Errors);
        Assert.Equal(("YG0901", LineOf("headless.onnx")), (error.Code, error.Line));
        Assert.Contains("headless.onnx", error.Text, StringComparison.Ordinal);
        Assert.Contains("model.onnx", error.Text, StringComparison.Ordinal);
        Assert.Empty(result.Compiled);
    }

    [Fact]
    public void Wrong_metadata_are_errors_all_at_once()
    {
        BuildResult result = Build("""<YoloModel Include="model.onnx" Access="secret" Isa="sse9" Mean="x" Resize="fold" Score="high" Input="cmyk" Shape="1,2" />""");
        Assert.False(result.Succeeded);
        foreach (string name in (string[])["Access", "Isa", "Mean", "Resize", "Score", "Input", "Shape"])
        {
            Assert.Contains(result.Errors, e => e.Code == "YG0405" && e.Text.StartsWith($"model.onnx: {name} takes ", StringComparison.Ordinal));
        }

        Assert.Equal("YG0405", Assert.Single(Build("""<YoloModel Include="model.onnx" ClassName="no class" />""").Errors).Code);
        Assert.Equal("YG0405", Assert.Single(Build("""<YoloModel Include="model.onnx" Namespace="..\\.." />""").Errors).Code);
    }

    [Fact]
    public void A_free_dimension_asks_for_the_metadatum_and_takes_it()
    {
        BuildResult free = Build("""<YoloModel Include="free.onnx" />""");
        BuildResult.Finding error = Assert.Single(free.Errors);
        Assert.Equal("YG0204", error.Code);
        Assert.Contains("Shape \"images=", error.Text, StringComparison.Ordinal);

        BuildResult given = Build("""<YoloModel Include="free.onnx" Shape="images=1,3,16,16" Isa="portable" />""");
        Assert.True(given.Succeeded, given.Output);
    }

    [Fact]
    public void Warnings_are_shown_suppressed_and_raised_like_any_other()
    {
        string item = """<YoloModel Include="headless.onnx" Isa="portable" />""";
        BuildResult shown = Build(item);
        Assert.True(shown.Succeeded, shown.Output);
        BuildResult.Finding warning = Assert.Single(shown.Warnings);
        Assert.Equal(("YG0504", LineOf("headless.onnx")), (warning.Code, warning.Line));

        // As an error it comes back with every build until something is done about it.
        BuildResult raised = Build(item.Replace("Isa", "Head=\"\" ClassName=\"Raised\" Isa", StringComparison.Ordinal), "-p:WarningsAsErrors=YG0504");
        Assert.Equal("YG0504", Assert.Single(raised.Errors).Code);
        Assert.Equal("YG0504", Assert.Single(_project.Build("-p:WarningsAsErrors=YG0504").Errors).Code);

        BuildResult suppressed = _project.Build("-p:NoWarn=YG0504", "-p:TreatWarningsAsErrors=true");
        Assert.True(suppressed.Succeeded, suppressed.Output);
        Assert.Equal(["headless.onnx"], suppressed.Compiled);
        Assert.Empty(suppressed.Findings);

        BuildResult said = Build(item.Replace("Isa", "Head=\"none\" Isa", StringComparison.Ordinal));
        Assert.Equal(["headless.onnx"], said.Compiled);
        Assert.Empty(said.Findings);
    }

    [Fact]
    public void An_older_target_framework_is_an_error_on_the_item()
    {
        BuildResult result = Build("""<YoloModel Include="model.onnx" />""", "-t:YoloGenPrepare", "-p:TargetFrameworkVersion=v8.0");
        Assert.Contains(result.Errors, e => e.Code == "YG0906" && e.Line == LineOf("model.onnx"));
    }

    [Fact]
    public void Without_a_runtime_for_the_compiler_the_error_says_what_to_do()
    {
        BuildResult result = Build("""<YoloModel Include="model.onnx" ClassName="NotRun" />""", "-p:YoloGenDotNet=/no/such/program");
        BuildResult.Finding error = Assert.Single(result.Errors);
        Assert.Equal("YG0911", error.Code);
        Assert.Contains("YoloGenDotNet", error.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_design_time_build_never_fails()
    {
        string[] designTime = ["-t:Compile", "-p:DesignTimeBuild=true", "-p:BuildingInsideVisualStudio=true", "-p:BuildingProject=false", "-p:SkipCompilerExecution=true", "-p:ProvideCommandLineArgs=true"];
        BuildResult bad = Build("""
            <YoloModel Include="refused.onnx" ClassName="Designed" />
            <YoloModel Include="models/absent.onnx" />
            <YoloModel Include="model.onnx" ClassName="Designed" />
            <YoloModel Include="headless.onnx" ClassName="no class" />
            <YoloModel Include="model.onnx" ClassName="Good" Isa="portable" />
            """, designTime);
        Assert.True(bad.Succeeded, bad.Output);
        Assert.Empty(bad.Findings);
        Assert.Contains("App.Good.ygraph", _project.ResultFiles());

        // It is not tried again until something changes.
        BuildResult again = _project.Build(designTime);
        Assert.True(again.Succeeded, again.Output);
        Assert.Empty(again.Compiled);
    }
}
