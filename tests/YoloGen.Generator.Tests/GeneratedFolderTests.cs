using Xunit;
using YoloGen.Compiler;
using YoloGen.Emit;
using YoloGen.Tests;

namespace YoloGen.Generator.Tests;

/// <summary>generated/ holds what the compiler makes of the shipped model today, byte for byte.</summary>
public sealed class GeneratedFolderTests
{
    private const string HowTo = "run eng/regenerate.sh and look at the difference";
    private static readonly string Folder = Path.Combine(SharedData.RepositoryRoot, "generated");

    [Fact]
    public void The_compiler_writes_the_same_files_again()
    {
        CompiledModel model = YoloGen.Compiler.Compilation.Compile(
            Path.Combine(SharedData.RepositoryRoot, "models", "facemask_int8.onnx"), new CompileOptions { ClassName = "FaceMaskDetector" });
        Same("FaceMaskDetector.ygraph", PlanText.Write(model.Plan));
        Same("FaceMaskDetector.g.cs", model.Source);
        Same("YoloGen.Support.g.cs", model.Support);
    }

    [Fact]
    public void The_generator_adds_the_same_code()
    {
        var result = new GeneratorSession().File("FaceMaskDetector.ygraph", File.ReadAllText(Path.Combine(Folder, "FaceMaskDetector.ygraph"))).Run();
        Assert.Empty(result.Diagnostics);
        Same("FaceMaskDetector.g.cs", result.Text("YoloGen.Models.FaceMaskDetector.g.cs"));
        Same("YoloGen.Support.g.cs", result.Text("YoloGen.Support.g.cs"));
    }

    /// <summary>The first lines that differ, rather than two files of 400 kB.</summary>
    private static void Same(string name, string text)
    {
        string[] kept = File.ReadAllText(Path.Combine(Folder, name)).Split('\n'), now = text.Split('\n');
        for (int i = 0; i < Math.Max(kept.Length, now.Length); i++)
        {
            string before = i < kept.Length ? kept[i] : "(end)", after = i < now.Length ? now[i] : "(end)";
            Assert.True(before == after, $"generated/{name}, line {i + 1}: {HowTo}\n  there: {before}\n  now:   {after}");
        }
    }
}
