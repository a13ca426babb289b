using Xunit;

namespace YoloGen.Tests;

/// <summary>A project with two models; each test finds it built and changes something.</summary>
public sealed class TwoModelProject
{
    public TwoModelProject(PackageFeed feed)
    {
        Project = new ConsumerProject(feed);
        Project.Write("model.onnx", TinyModels.Plain());
        Project.Write("other.onnx", TinyModels.Plain(2));
        First = Build();
    }

    internal ConsumerProject Project { get; }

    /// <summary>The first build of all.</summary>
    internal BuildResult First { get; }

    /// <summary>Both models as they are in the beginning.</summary>
    internal BuildResult Build()
    {
        Project.Items = """<YoloModel Include="model.onnx" Isa="portable" /><YoloModel Include="other.onnx" ClassName="Second" Namespace="Else.Where" Isa="portable" />""";
        BuildResult result = Project.Save().Build();
        Assert.True(result.Succeeded, result.Output);
        return result;
    }
}

/// <summary>What makes a build compile a model again, and what does not.</summary>
public class IncrementalBuildTests(TwoModelProject shared) : IClassFixture<TwoModelProject>
{
    private readonly ConsumerProject _project = shared.Project;

    private static string[] FilesOf(string name) => [name + ".options", name + ".stamp", name + ".weights.bin", name + ".ygraph"];

    [Fact]
    public void Two_models_become_two_classes()
    {
        Assert.Equal(["model.onnx", "other.onnx"], shared.First.Compiled);
        Assert.Empty(shared.First.Findings);
        shared.Build();
        Assert.Equal([.. FilesOf("App.Model"), .. FilesOf("Else.Where.Second")], _project.ResultFiles());
    }

    [Fact]
    public void A_second_build_compiles_nothing_and_says_nothing()
    {
        shared.Build();
        string assembly = _project.PathOf("bin/Debug/net10.0/App.dll");
        DateTime written = File.GetLastWriteTimeUtc(assembly);
        BuildResult second = _project.Build("-v:n");
        Assert.True(second.Succeeded, second.Output);
        Assert.Empty(second.Compiled);
        Assert.Contains("Skipping target \"YoloGenCompile\" because all output files are up-to-date", second.Output, StringComparison.Ordinal);
        Assert.Equal(written, File.GetLastWriteTimeUtc(assembly));
    }

    [Fact]
    public void A_changed_model_is_compiled_again_alone()
    {
        shared.Build();
        _project.Write("other.onnx", TinyModels.Plain(Random.Shared.NextSingle()));
        BuildResult changed = _project.Build();
        Assert.True(changed.Succeeded, changed.Output);
        Assert.Equal(["other.onnx"], changed.Compiled);
    }

    [Fact]
    public void A_touched_model_is_compiled_again_and_changes_nothing_that_depends_on_it()
    {
        shared.Build();
        string graph = Path.Combine(_project.Results, "App.Model.ygraph");
        DateTime written = File.GetLastWriteTimeUtc(graph);

        // An older file counts too: a model that was copied over another keeps the time of its source.
        File.SetLastWriteTimeUtc(_project.PathOf("model.onnx"), DateTime.UtcNow.AddDays(-3));
        BuildResult touched = _project.Build();
        Assert.True(touched.Succeeded, touched.Output);
        Assert.Equal(["model.onnx"], touched.Compiled);
        Assert.Equal(written, File.GetLastWriteTimeUtc(graph));
    }

    [Fact]
    public void Changed_metadata_compile_that_model_only()
    {
        shared.Build();
        _project.Items = _project.Items.Replace("Second\"", "Second\" Access=\"internal\"", StringComparison.Ordinal);
        BuildResult changed = _project.Save().Build();
        Assert.True(changed.Succeeded, changed.Output);
        Assert.Equal(["other.onnx"], changed.Compiled);
        Assert.Empty(_project.Build().Compiled);
    }

    [Fact]
    public void A_renamed_class_and_a_removed_item_leave_no_files()
    {
        shared.Build();
        _project.Items = """<YoloModel Include="model.onnx" ClassName="Renamed" Isa="portable" />""";
        BuildResult renamed = _project.Save().Build();
        Assert.True(renamed.Succeeded, renamed.Output);
        Assert.Equal(["model.onnx"], renamed.Compiled);
        Assert.Equal(FilesOf("App.Renamed"), _project.ResultFiles());

        _project.Items = "";
        BuildResult removed = _project.Save().Build();
        Assert.True(removed.Succeeded, removed.Output);
        Assert.Empty(_project.ResultFiles());
    }

    [Fact]
    public void Clean_removes_all_that_was_made()
    {
        shared.Build();
        BuildResult cleaned = _project.Run("clean");
        Assert.True(cleaned.Succeeded, cleaned.Output);
        Assert.False(Directory.Exists(_project.Results));
    }

    [Fact]
    public void Values_beside_the_model_count_as_the_model()
    {
        shared.Build();
        _project.Write("model.onnx", TinyModels.WithExternalData());
        _project.Write("model.data", new byte[24]);
        Assert.Equal(["model.onnx"], _project.Build().Compiled);
        Assert.Empty(_project.Build().Compiled);
        _project.Write("model.data", [.. Enumerable.Repeat((byte)1, 24)]);
        BuildResult changed = _project.Build();
        Assert.True(changed.Succeeded, changed.Output);
        Assert.Equal(["model.onnx"], changed.Compiled);
        _project.Write("model.onnx", TinyModels.Plain());
    }

    [Fact]
    public void The_models_are_watched_and_are_no_other_items()
    {
        shared.Build();
        BuildResult items = DotNet.Run(_project.Folder, "msbuild", "-nologo", "-getItem:Watch,UpToDateCheckInput,None");
        Assert.True(items.Succeeded, items.Output);
        Assert.Equal(4, items.Output.Split("\"Identity\": \"").Skip(1).Count(i => i.StartsWith("model.onnx\"", StringComparison.Ordinal) || i.StartsWith("other.onnx\"", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_deleted_result_is_made_again()
    {
        shared.Build();
        File.Delete(Path.Combine(_project.Results, "App.Model.weights.bin"));
        Assert.Equal(["model.onnx"], _project.Build().Compiled);
        Assert.True(File.Exists(Path.Combine(_project.Results, "App.Model.weights.bin")));
    }
}
