using System.Diagnostics;
using Xunit;

namespace YoloGen.Tests;

/// <summary>Where the tool writes: nothing but regular files, and nothing at all where one place is taken.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen-").FullName;

    private string Model => Path.Combine(SharedData.RepositoryRoot, "models", "facemask.onnx");

    /// <summary>The places are refused before the model is read: these models do not exist.</summary>
    [Theory]
    [InlineData("compile", "-o")]
    [InlineData("inspect", "-o")]
    [InlineData("quantize", "--dynamic", "-o")]
    public void Pipes_and_devices_are_refused_before_the_work(params string[] arguments)
    {
        foreach (string place in (string[])[SpecialFiles.Pipe(Path.Combine(_folder, Path.GetRandomFileName())), "/dev/null"])
        {
            (int code, string error) = Run([arguments[0], Path.Combine(_folder, "none.onnx"), .. arguments[1..], place]);
            Assert.Equal(1, code);
            Assert.Contains("YG0003", error, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_folder_in_the_place_of_one_file_leaves_none_of_the_others()
    {
        string output = Path.Combine(_folder, "out");
        Directory.CreateDirectory(Path.Combine(output, "Tiny.g.cs"));
        (int code, string error) = Run("compile", Model, "-o", output, "--class", "Tiny");
        Assert.Equal(1, code);
        Assert.Contains("YG0003", error, StringComparison.Ordinal);
        Assert.Equal(["Tiny.g.cs"], Directory.GetFileSystemEntries(output).Select(f => Path.GetFileName(f)!));
    }

    [Fact]
    public void Detect_names_the_place_before_it_looks_at_a_photo()
    {
        string photos = Directory.CreateDirectory(Path.Combine(_folder, "photos")).FullName, output = Path.Combine(_folder, "out");
        File.WriteAllText(Path.Combine(photos, "a.jpg"), "no photo");
        Directory.CreateDirectory(Path.Combine(output, "detections.json"));
        (int code, string error) = Run("detect", Path.Combine(_folder, "none.onnx"), "--source", photos, "-o", output);
        Assert.Equal(1, code);
        Assert.Contains("YG0003", error, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static (int Code, string Error) Run(params string[] arguments)
    {
        var info = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "yologen.dll"), .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(info)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.NotNull(output.Result);
        return (process.ExitCode, error);
    }
}
