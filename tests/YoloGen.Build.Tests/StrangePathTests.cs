using Xunit;

namespace YoloGen.Tests;

/// <summary>Names of folders and files that have a meaning to MSBuild, to command lines or to XML.</summary>
public class StrangePathTests(PackageFeed feed)
{
    [Fact]
    public void Spaces_signs_and_letters_of_all_kinds_in_paths()
    {
        var project = new ConsumerProject(feed, "My @pp #1 100% (ä$=')")
        {
            Properties = "<TargetFramework>net10.0</TargetFramework><RootNamespace>Strange</RootNamespace>",
            Items = """
                <YoloModel Include="modèles @home/Maske #1, 50%25 (ü).onnx" ClassName="First" Isa="portable" />
                <YoloModel Include="semi%3Bcolon;模型\検出 &amp; [x] {y}.onnx" Isa="portable" />
                <YoloModel Include="many/*.onnx" Isa="portable" />
                """,
        };
        foreach (string file in (string[])["modèles @home/Maske #1, 50% (ü).onnx", "semi;colon", "模型/検出 & [x] {y}.onnx", "many/one.onnx", "many/two two.onnx"])
        {
            project.Write(file, TinyModels.Plain());
        }

        BuildResult result = project.Save().Build();
        Assert.True(result.Succeeded, result.Output);
        Assert.Equal(5, result.Compiled.Count);
        Assert.Contains("semi;colon", result.Compiled);
        Assert.Equal(["Strange.First", "Strange.One", "Strange.SemiColon", "Strange.TwoTwo", "Strange.XY"],
            project.ResultFiles().Where(f => f.EndsWith(".ygraph", StringComparison.Ordinal)).Select(Path.GetFileNameWithoutExtension));

        // The generator saw them all.
        byte[] assembly = File.ReadAllBytes(project.PathOf("bin/Debug/net10.0/" + project.Name + ".dll"));
        Assert.All(["First", "SemiColon", "XY", "One", "TwoTwo"], (string name) => Assert.True(assembly.AsSpan().IndexOf(System.Text.Encoding.UTF8.GetBytes($"Strange.{name}.weights.bin")) > 0, name));

        BuildResult second = project.Build();
        Assert.True(second.Succeeded, second.Output);
        Assert.Empty(second.Compiled);
    }
}
