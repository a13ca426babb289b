using Xunit;

namespace YoloGen.Tests;

/// <summary>Several target frameworks, and projects that are built at the same time.</summary>
public class TargetFrameworkTests(PackageFeed feed)
{
    [Fact]
    public void Two_target_frameworks_are_built_in_parallel_and_each_has_its_class()
    {
        var project = new ConsumerProject(feed)
        {
            Properties = "<TargetFrameworks>net10.0;net10.0-windows</TargetFrameworks><EnableWindowsTargeting>true</EnableWindowsTargeting><DisableTransitiveFrameworkReferenceDownloads>true</DisableTransitiveFrameworkReferenceDownloads>",
            Items = """<YoloModel Include="model.onnx" Isa="portable" />""",
        };
        project.Write("Class.cs", """
            namespace Own;
            [YoloGen.YoloModel("model")] internal sealed partial class Claimed;
            internal static class Use { public static Claimed Make() => new(threads: 1); }
            """);
        project.Write("model.onnx", TinyModels.Plain());
        BuildResult first = project.Save().Build("-m:2");
        Assert.True(first.Succeeded, first.Output);
        Assert.Equal(["model.onnx", "model.onnx"], first.Compiled);
        Assert.True(File.Exists(project.PathOf("obj/Debug/net10.0/yologen/App.Model.ygraph")));
        Assert.True(File.Exists(project.PathOf("obj/Debug/net10.0-windows/yologen/App.Model.ygraph")));

        BuildResult second = project.Build("-m:2");
        Assert.True(second.Succeeded, second.Output);
        Assert.Empty(second.Compiled);
    }
}
