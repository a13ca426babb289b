using System.Diagnostics;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The program of compile --emit-project, built and run: what goes wrong is one line and an exit code.</summary>
public sealed class EmittedProgramTests(EmittedProgramTests.Built built) : IClassFixture<EmittedProgramTests.Built>
{
    [Fact]
    public void Runs_on_a_photo_a_raw_input_and_nothing()
    {
        string ppm = built.File("photo.ppm", [.. "P6\n# a comment\n4 2\n255\n"u8, .. new byte[24]]);
        Assert.All((string[][])[[], [ppm], [ppm, "--threads", "1", "--repeat", "2"], [built.File("input.bin", new byte[3 * 416 * 416 * 4])]], arguments =>
        {
            (int code, string output, string error) = built.Run(arguments);
            Assert.Equal((0, ""), (code, error));
            Assert.Contains("output 0 ", output, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Files_that_are_no_input_are_one_line_and_1()
    {
        string none = Path.Combine(built.Folder, "none.ppm");
        string[] wrong =
        [
            none, built.Folder, built.File("text.ppm", "no photo"u8), built.File("empty.ppm", []), built.File("cut.ppm", "P6 100 100 255\n"u8), built.File("zero.ppm", "P6 0 0 255\n "u8),
            built.File("huge.ppm", "P6 99999999999 99999999999 255\n "u8), built.File("short.bin", new byte[5]),
        ];
        Assert.All(wrong, path => IsOneLine(1, Path.GetFileName(path), built.Run([path])));
    }

    [Fact]
    public void A_wrong_instruction_set_is_one_line_and_1() => IsOneLine(1, "YOLOGEN_ISA=avx512", built.Run([], "avx512"));

    [Fact]
    public void Options_that_are_none_are_one_line_and_2()
    {
        foreach (string[] words in (string[][])[["--threads"], ["--threads", "x"], ["--threads", "0"], ["--repeat", "99999999999"], ["--turbo"], ["a.ppm", "b.ppm"]])
        {
            IsOneLine(2, "usage:", built.Run(words));
        }
    }

    private static void IsOneLine(int code, string says, (int Code, string Output, string Error) result)
    {
        Assert.Equal(code, result.Code);
        Assert.Matches("^[^\n]+\n$", result.Error);
        Assert.Contains(says, result.Error, StringComparison.Ordinal);
    }

    public sealed class Built : IDisposable
    {
        public Built()
        {
            string model = Path.Combine(SharedData.RepositoryRoot, "models", "synthetic_int8.onnx");
            Assert.Equal(0, Start([Path.Combine(AppContext.BaseDirectory, "yologen.dll"), "compile", model, "-o", Folder, "--class", "Faces", "--emit-project"]).Code);
            // What it does is the same without native code, which takes long to make.
            (int code, string output, _) = Start(["build", Folder, "-c", "Release", "-v", "quiet", "--nologo", "-nodeReuse:false", "-p:PublishAot=false", "-p:UseSharedCompilation=false", "-o", Path.Combine(Folder, "built")]);
            Assert.True(code == 0, output);
        }

        public string Folder { get; } = Directory.CreateTempSubdirectory("yologen-").FullName;

        public string File(string name, ReadOnlySpan<byte> content)
        {
            string path = Path.Combine(Folder, name);
            System.IO.File.WriteAllBytes(path, content);
            return path;
        }

        public (int Code, string Output, string Error) Run(string[] arguments, string? isa = null) => Start([Path.Combine(Folder, "built", "Faces.dll"), .. arguments], isa);

        public void Dispose() => Directory.Delete(Folder, recursive: true);

        private static (int Code, string Output, string Error) Start(string[] arguments, string? isa = null)
        {
            var start = new ProcessStartInfo("dotnet", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["YOLOGEN_ISA"] = isa;
            using Process process = Process.Start(start)!;
            Task<string> error = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, error.Result);
        }
    }
}
