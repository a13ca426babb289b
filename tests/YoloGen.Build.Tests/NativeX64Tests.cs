using System.Runtime.InteropServices;
using Xunit;

namespace YoloGen.Tests;

/// <summary>NativeAOT for x86-64: fast by default, and not slow without a word.</summary>
public sealed class NativeX64Tests(PackageFeed feed)
{
    private const string Program = """
        using App;
        for (int i = 0; i < 2; i++)
        {
            using var detector = new SceneDetector(threads: 1);
            Console.WriteLine($"{detector.InstructionSet} {detector.InstructionSetNote is null}");
        }
        """;

    [Fact]
    public void The_package_asks_for_AVX2_unless_told_not_to_and_a_slow_binary_says_so_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && RuntimeInformation.OSArchitecture == Architecture.X64 && System.Runtime.Intrinsics.X86.Avx2.IsSupported, "builds and runs for Linux on x86-64 with AVX2");
        Assert.SkipUnless(File.Exists("/usr/bin/clang"), "clang is not installed (eng/setup.sh installs it)");
        var project = new ConsumerProject(feed)
        {
            Items = """<YoloModel Include="scene.onnx" ClassName="SceneDetector" />""",
            Properties = "<TargetFramework>net10.0</TargetFramework><OutputType>Exe</OutputType><ImplicitUsings>enable</ImplicitUsings><PublishAot>true</PublishAot>",
        };
        project.Save().Write("Program.cs", Program);
        File.Delete(project.PathOf("Class.cs"));
        project.Write("scene.onnx", File.ReadAllBytes(Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx")));
        Assert.Matches("^(avx2|vnni) True\n\\1 True$", Lines(project));
        // Standard error is kept with standard output.
        Assert.Matches("(?s)^(?=.*portable False\nportable False$)(?!.*YoloGen:.*YoloGen:).*YoloGen: a detector runs portable", Lines(project, "-p:YoloGenX64V3=false"));
    }

    private static string Lines(ConsumerProject project, params string[] arguments)
    {
        string output = project.PathOf("out");
        BuildResult published = project.Run("publish", ["-r", "linux-x64", "-c", "Release", "-o", output, .. arguments]);
        Assert.True(published.Succeeded, published.Output);
        BuildResult run = DotNet.RunProgram(Path.Combine(output, "App"), project.Folder);
        Assert.True(run.Succeeded, run.Output);
        string[] lines = run.Output.ReplaceLineEndings("\n").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.OrderBy(l => !l.StartsWith("YoloGen", StringComparison.Ordinal)));
    }
}
