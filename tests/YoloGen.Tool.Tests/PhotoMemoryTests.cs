using System.Diagnostics;
using Xunit;

namespace YoloGen.Tests;

/// <summary>The memory that docs/threat-model.md promises for photos, at the size where it is needed.</summary>
public sealed class PhotoMemoryTests
{
    [Fact]
    public async Task A_photo_of_49_megapixels_with_16_bits_is_read_and_drawn_within_512_MB()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the peak of another process is read from /proc");
        string folder = Directory.CreateTempSubdirectory("yologen-").FullName;
        try
        {
            // The name asks for a JPEG with boxes, whose encoder takes more than that of a PNG.
            string photo = Path.Combine(folder, "large.jpg");
            File.WriteAllBytes(photo, MadePng.Of(7000, 7000, 16, 2));
            string model = Path.Combine(SharedData.RepositoryRoot, "models", "facemask_int8.onnx");
            using Process process = Process.Start(new ProcessStartInfo("dotnet",
                [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), "detect", model, "--source", photo, "-o", Path.Combine(folder, "found")]) { RedirectStandardOutput = true })!;
            Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            long peak = 0;
            while (!process.WaitForExit(20))
            {
                process.Refresh();
                peak = Math.Max(peak, process.PeakWorkingSet64);
            }

            Assert.Equal(0, process.ExitCode);
            Assert.InRange(peak, 150_000_000, 512_000_000); // the least: the pixels themselves
            Assert.Contains("1 photos", await output, StringComparison.Ordinal);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
