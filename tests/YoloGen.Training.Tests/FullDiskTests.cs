using Xunit;
using YoloGen.Vision;

namespace YoloGen.Training.Tests;

/// <summary>A limit on the size of files stands for the full disk: checkpoints are larger than it, tables and lists are not.</summary>
public sealed class FullDiskTests : NeedsTorch, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Training_ends_with_a_message_and_leaves_no_half_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "ulimit");
        string scenes = Path.Combine(_folder, "scenes"), run = Path.Combine(_folder, "run");
        SynthDataSet.Write(scenes, 4, 2, 5, new SynthOptions { Width = 128, Height = 128, MinFace = 24, MaxFace = 90, MaxFaces = 3 });
        (int code, string error) = TrainingProgram.Run(["train", "--data", scenes, "--size", "64", "--width", "0.125", "--epochs", "1", "--batch", "2", "--threads", "1", "--save-minutes", "0", "--out", run], kibibytes: 64);
        Assert.Contains("YG0003", error, StringComparison.Ordinal);
        Assert.Contains("last.safetensors", error, StringComparison.Ordinal);
        Assert.Equal(1, code);
        string[] left = [.. Directory.GetFiles(run, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(run, f)).Order(StringComparer.Ordinal)];
        Assert.Equal(["args.json"], left);
    }
}
