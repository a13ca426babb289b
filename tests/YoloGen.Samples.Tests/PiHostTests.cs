using System.Text.Json;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The program for the Raspberry Pi, built for this machine.</summary>
public sealed class PiHostTests(PiHostTests.Sample sample) : IClassFixture<PiHostTests.Sample>
{
    [Fact]
    public void The_least_score_is_the_models_own_unless_another_is_asked_for()
    {
        Drawn scene = Drawn.Scenes[0];
        string photo = scene.Write(sample.NewFolder(), "scene.png");
        Answered.Equal(scene, JsonDocument.Parse(Assert.Single(sample.Run([photo, "--json"]).Lines)).RootElement);
        JsonElement more = JsonDocument.Parse(Assert.Single(sample.Run([photo, "--json", "--score", "0.25"]).Lines)).RootElement;
        Assert.True(more.GetProperty("boxes").GetArrayLength() > scene.Boxes.Count);
    }

    /// <summary>Frames without an end, read by someone who has enough after one.</summary>
    [Theory]
    [InlineData("")]
    [InlineData("--json")]
    [InlineData("--live")]
    public void A_broken_pipe_ends_it_at_once(string option)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        ProgramResult result = Programs.Run("sh", ["-c", $"yes 2>/dev/null | (dotnet '{sample.Program}' --raw 8x8 --threads 1 {option}; echo exit $? >&2) | head -n 1"]);
        Assert.Equal("exit 141", result.Errors.Trim());
        Assert.Single(result.Lines);
    }

    /// <summary>Lines that cannot be written are lost, and that is no reader who has enough.</summary>
    [Fact]
    public void A_full_disk_is_an_error()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs /dev/full");
        ProgramResult result = Programs.Run("sh", ["-c", $"head -c 192 /dev/zero | dotnet '{sample.Program}' --raw 8x8 --threads 1 >/dev/full"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^facemask: [^\\n]+\\n$", result.Errors);
    }

    [Fact]
    public void A_wrong_instruction_set_is_one_line()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "needs a shell");
        ProgramResult result = Programs.Run("sh", ["-c", $"YOLOGEN_ISA=avx512 dotnet '{sample.Program}' photo.jpg"]);
        Assert.Equal(1, result.ExitCode);
        Assert.Matches("^facemask: YOLOGEN_ISA=avx512 [^\\n]+\\n$", result.Errors);
    }

    /// <summary>Without AVX2 the class chooses portable kernels; the processor has it all the same.</summary>
    [Fact]
    public void Slow_kernels_on_a_processor_with_better_ones_are_told_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && System.Runtime.Intrinsics.X86.Avx2.IsSupported, "the processor has no AVX2");
        string folder = sample.NewFolder();
        Drawn.Scenes[0].Write(folder, "a.png");
        Drawn.Scenes[0].Write(folder, "b.png");
        ProgramResult result = Programs.Run("sh", ["-c", $"DOTNET_EnableAVX2=0 dotnet '{sample.Program}' '{folder}' --threads 1"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^YoloGen: [^\\n]*portable[^\\n]+IlcInstructionSet[^\\n]+\\n$", result.Errors);
        Assert.Equal("", Programs.Run("sh", ["-c", $"DOTNET_EnableAVX2=0 YOLOGEN_ISA=portable dotnet '{sample.Program}' '{folder}' --threads 1"]).Errors);
        Assert.Equal("", sample.Run([folder]).Errors);
    }

    [Fact]
    public void The_readme_shows_what_it_prints()
    {
        string photo = Drawn.Scenes[0].Write(sample.NewFolder(), "photo.png");
        string output = sample.Run([photo]).Output.Replace(photo, "photo.png", StringComparison.Ordinal);
        string shown = System.Text.RegularExpressions.Regex.Replace(output, "in [0-9.]+ ms", "in … ms");
        string readme = File.ReadAllText(Path.Combine(SharedData.RepositoryRoot, "samples", "Pi", "README.md"));
        Assert.True(readme.Contains($"```\n{shown}```", StringComparison.Ordinal), $"samples/Pi/README.md should show:\n{shown}");
    }

    public sealed class Sample : SampleBuild
    {
        public Sample(PackageFeed feed) : base(feed, "Pi") => DotNetRun("build", "-c", "Release");

        public string Program => Path.Combine(Folder, "bin", "Release", "net10.0", "facemask.dll");

        internal ProgramResult Run(IEnumerable<string> arguments) => Programs.Run("dotnet", [Program, .. arguments]);
    }
}
