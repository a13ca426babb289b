using System.Text.Json;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The program for the Raspberry Pi: published as a native binary from the package, run as a Pi 4 would (emulated).</summary>
public sealed class PiTests(PiTests.Sample sample) : IClassFixture<PiTests.Sample>
{
    private const int MostBytes = 4 << 20;

    [Fact]
    public void Is_one_small_file_that_needs_the_C_library_alone()
    {
        string binary = sample.Binary();
        Assert.Equal([binary], Directory.GetFiles(Path.GetDirectoryName(binary)!).Where(file => !file.EndsWith(".dbg", StringComparison.Ordinal)));
        Assert.InRange(new FileInfo(binary).Length, 1 << 20, MostBytes);
        ProgramResult headers = Programs.Run("aarch64-linux-gnu-objdump", ["-p", binary]);
        Assert.All(headers.Lines.Where(line => line.StartsWith("NEEDED", StringComparison.Ordinal)), line => Assert.Matches(@"\b(libc|libm|ld-linux-aarch64)\.so", line));
    }

    [Theory]
    [InlineData("cortex-a72")]
    [InlineData("cortex-a76")]
    public void Prints_the_boxes_that_the_compiled_class_finds(string processor)
    {
        string folder = sample.NewFolder();
        Drawn first = Drawn.Scenes[0], second = Drawn.Scenes[1];
        first.Write(folder, "a.png");
        File.WriteAllText(Path.Combine(folder, "b.jpg"), "no photo");
        second.Write(folder, "c.png");
        string boxes = Path.Combine(folder, "boxes");
        ProgramResult result = sample.Run(processor, [folder, "--threads", "2", "--annotate", boxes]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("b.jpg: not a JPEG", result.Errors, StringComparison.Ordinal);
        Assert.Equal([.. first.Lines, .. second.Lines], result.Lines.Where(line => !line.Contains(" found in ", StringComparison.Ordinal)));
        Vision.Photo drawn = Vision.PhotoReader.Read(Path.Combine(boxes, "a.png.jpg"));
        Assert.Equal((first.Photo.Width, first.Photo.Height), (drawn.Width, drawn.Height));
        Assert.NotEqual(first.Photo.Rgb, drawn.Rgb);
    }

    [Fact]
    public void Reads_raw_frames_and_writes_a_line_of_JSON_each()
    {
        Drawn scene = Drawn.Scenes[0];
        byte[] rgb = scene.Photo.Rgb;
        byte[] frames = [.. rgb, .. rgb, .. rgb.AsSpan(0, 100)];
        ProgramResult result = sample.Run("cortex-a72", ["--raw", $"{scene.Photo.Width}x{scene.Photo.Height}", "--json"], frames);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("within a frame", result.Errors, StringComparison.Ordinal);
        Assert.Equal(2, result.Lines.Count);
        for (int i = 0; i < 2; i++)
        {
            JsonElement line = JsonDocument.Parse(result.Lines[i]).RootElement;
            Assert.Equal(i + 1, line.GetProperty("frame").GetInt32());
            Answered.Equal(scene, line);
        }
    }

    [Fact]
    public void Measures_without_allocating()
    {
        ProgramResult result = sample.Run("cortex-a72", ["--bench", "3"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("median", result.Output, StringComparison.Ordinal);
        Assert.Contains("\n0 bytes allocated", result.Output, StringComparison.Ordinal);
    }

    /// <summary>What is measured under an emulator says nothing about a Pi; that every layer has a kernel of it, and that the choice is taken back, does.</summary>
    [Fact]
    public void Tunes_the_kernels_of_each_layer()
    {
        ProgramResult result = sample.Run("cortex-a72", ["--bench", "1", "--tune", "--threads", "1"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Matches("^YOLOGEN_KERNELS=\"FaceMaskDetector:( [0-9]+=(direct|winograd4)[.][0-9x]+)+\"\n", result.Output);
        Assert.Contains("median", result.Output, StringComparison.Ordinal);
    }

    public sealed class Sample(PackageFeed feed) : SampleBuild(feed, "Pi")
    {
        private readonly Lock _lock = new();
        private string? _binary;

        /// <summary>The published program; skips the running test where the tools for it are missing.</summary>
        public string Binary()
        {
            Assert.SkipUnless(OperatingSystem.IsLinux(), "NativeAOT builds for linux-arm64 on Linux only");
            Programs.Require("clang", "aarch64-linux-gnu-gcc", "aarch64-linux-gnu-objdump", "qemu-aarch64");
            lock (_lock)
            {
                if (_binary is null)
                {
                    string output = Path.Combine(Folder, "out");
                    DotNetRun("publish", "-r", "linux-arm64", "-o", output);
                    _binary = Path.Combine(output, "facemask");
                }

                return _binary;
            }
        }

        internal ProgramResult Run(string processor, IEnumerable<string> arguments, byte[]? input = null)
            => Programs.Run("qemu-aarch64", ["-cpu", processor, "-L", "/usr/aarch64-linux-gnu", Binary(), .. arguments], input);
    }
}
