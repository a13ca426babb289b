using System.Buffers.Binary;
using System.Diagnostics;
using Xunit;
using YoloGen.Vision;

namespace YoloGen.Tests;

/// <summary>Photos that cannot be read, among others: a line with a code for each of them, and the others are worked on.</summary>
public sealed class BadPhotoTests : IDisposable
{
    private static readonly string[] Bad = ["b_offset.bmp", "c_pipe.jpg", "d_text.png"];

    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    /// <summary>Two good photos with a bitmap whose pixels begin 2 GB behind its end, a pipe, and a text between them.</summary>
    public BadPhotoTests()
    {
        foreach (string photos in (string[])[At("images/train"), At("images/val")])
        {
            Directory.CreateDirectory(photos);
            var photo = new Photo(96, 64, [.. Enumerable.Range(0, 96 * 64 * 3).Select(i => (byte)(i % 251))]);
            PhotoWriter.Write(photo, Path.Combine(photos, "a.jpg"));
            PhotoWriter.Write(photo, Path.Combine(photos, "e.png"));
            byte[] bitmap = new byte[54 + (40 * 30 * 3)];
            bitmap[0] = (byte)'B';
            bitmap[1] = (byte)'M';
            foreach ((int at, int value) in ((int, int)[])[(2, bitmap.Length), (10, int.MaxValue), (14, 40), (18, 40), (22, 30), (26, 1 | (24 << 16))])
            {
                BinaryPrimitives.WriteInt32LittleEndian(bitmap.AsSpan(at), value);
            }

            File.WriteAllBytes(Path.Combine(photos, Bad[0]), bitmap);
            SpecialFiles.Pipe(Path.Combine(photos, Bad[1]));
            File.WriteAllText(Path.Combine(photos, Bad[2]), "no photo");
            string labels = photos.Replace("images", "labels", StringComparison.Ordinal);
            Directory.CreateDirectory(labels);
            foreach (string file in Directory.GetFiles(photos))
            {
                File.WriteAllText(Path.Combine(labels, Path.GetFileNameWithoutExtension(file) + ".txt"), "0 0.5 0.5 0.4 0.4\n");
            }
        }

        File.WriteAllText(At("data.yaml"), "path: .\ntrain: images/train\nval: images/val\nnames: [face]\n");
    }

    [Fact]
    public void Detect_looks_at_the_others()
    {
        (int code, string error) = Run("detect", Model("facemask_int8.onnx"), "--source", At("images/val"), "-o", At("found"));
        Assert.Equal(1, code);
        OneLineEach(error, times: 1);
        Assert.Equal(["a.jpg", "detections.json", "e.png"], Directory.GetFiles(At("found")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    /// <summary>Where no photo can be read, that is said before the model is looked at: this one is none.</summary>
    [Fact]
    public void Detect_looks_at_photos_before_the_model()
    {
        (int code, string error) = Run("detect", At("data.yaml"), "--source", At("images/val/d_text.png"), "-o", At("found"));
        Assert.Equal(1, code);
        Assert.Contains("images/val/d_text.png: error YG0701: ", error, StringComparison.Ordinal);
        Assert.DoesNotContain("YG0101", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(At("found")));
    }

    [Fact]
    public void Quantize_calibrates_on_the_others()
    {
        (int code, string error) = Run("quantize", Model("facemask.onnx"), "--data", At("images/val"), "-o", At("int8.onnx"));
        Assert.Equal(0, code);
        OneLineEach(error, times: 1);
        Assert.True(File.Exists(At("int8.onnx")));
    }

    [Fact]
    public void Statistics_count_the_others_and_draw_them()
    {
        (int code, string error) = Run("data", "stats", _folder, "--samples", At("drawn"));
        Assert.Equal(1, code);
        OneLineEach(error, times: 2);
        Assert.Equal(["train-a.png", "train-e.png", "val-a.png", "val-e.png"], Directory.GetFiles(At("drawn")).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static void OneLineEach(string error, int times)
    {
        string[] lines = error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(Bad.Length * times, lines.Length);
        Assert.All(Bad, name => Assert.Equal(times, lines.Count(l => l.Contains($"{name}: error YG070", StringComparison.Ordinal))));
    }

    private static string Model(string name) => Path.Combine(SharedData.RepositoryRoot, "models", name);

    private string At(string name) => Path.Combine(_folder, name);

    private static (int Code, string Error) Run(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.NotNull(output.Result);
        return (process.ExitCode, error);
    }
}
