using Xunit;

namespace YoloGen.Tests;

/// <summary>The console sample, built from the package and run.</summary>
public sealed class ConsoleSampleTests(ConsoleSampleTests.Sample sample) : IClassFixture<ConsoleSampleTests.Sample>
{
    [Fact]
    public void Prints_the_boxes_that_the_compiled_class_finds()
    {
        foreach (Drawn scene in Drawn.Scenes)
        {
            string photo = scene.Write(sample.NewFolder(), "scene.png");
            ProgramResult result = Programs.Run("dotnet", [sample.Program, photo]);
            Assert.Equal((0, ""), (result.ExitCode, result.Errors));
            Assert.Equal(scene.Lines, result.Lines);
        }
    }

    [Fact]
    public void The_readme_shows_what_it_prints()
    {
        string shown = string.Join('\n', Drawn.Scenes[0].Lines);
        string readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "samples", "Console", "README.md"));
        Assert.True(readme.Contains($"```\n{shown}\n```", StringComparison.Ordinal), $"samples/Console/README.md should show:\n{shown}");
    }

    [Fact]
    public void Has_ten_lines_that_the_readme_shows()
    {
        string[] code = [.. File.ReadAllLines(Path.Combine(sample.Folder, "Program.cs")).Where(line => line.Length > 0)];
        Assert.InRange(code.Length, 1, 10);
        string readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "README.md"));
        Assert.All(code.Skip(1), line => Assert.Contains(line, readme, StringComparison.Ordinal));
    }

    public sealed class Sample : SampleBuild
    {
        public Sample(PackageFeed feed) : base(feed, "Console") => DotNetRun("build", "-c", "Release");

        public string Program => Path.Combine(Folder, "bin", "Release", "net10.0", "ConsoleSample.dll");
    }
}
