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
    public void What_goes_wrong_is_one_line_and_an_exit_code()
    {
        string folder = sample.NewFolder(), good = Drawn.Scenes[0].Write(folder, "scene.png"), cut = Path.Combine(folder, "cut.png"), text = Path.Combine(folder, "text.jpg");
        File.WriteAllBytes(cut, File.ReadAllBytes(good).AsSpan(0, 1000));
        File.WriteAllText(text, "no photo");
        string[][] wrong = [[], [good, good], [Path.Combine(folder, "none.jpg")], [folder], [text], [cut]];
        Assert.All(wrong, arguments => IsOneLine(Programs.Run("dotnet", [sample.Program, .. arguments])));
        Assert.SkipWhen(OperatingSystem.IsWindows(), "sets the variable with env");
        IsOneLine(Programs.Run("dotnet", [sample.Program, SpecialFiles.Pipe(Path.Combine(folder, "pipe.jpg"))])); // would wait for ever
        ProgramResult isa = Programs.Run("env", ["YOLOGEN_ISA=avx512", "dotnet", sample.Program, good]);
        IsOneLine(isa);
        Assert.Contains("YOLOGEN_ISA=avx512", isa.Errors, StringComparison.Ordinal);

        static void IsOneLine(ProgramResult result)
        {
            Assert.Equal((1, ""), (result.ExitCode, result.Output));
            Assert.Matches("^[^\n]+\n$", result.Errors);
            Assert.DoesNotContain("   at ", result.Errors, StringComparison.Ordinal);
        }
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
