using Xunit;
using YoloGen.Tests;

namespace YoloGen.Training.Tests;

/// <summary>Where the verbs write: refused before anything is read, and whole or not at all.</summary>
public sealed class OutputPlaceTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>What the verbs read does not exist, or is no model: the place is looked at first.</summary>
    [Theory]
    [InlineData("train", "--data", "none", "--out")]
    [InlineData("prune", "--weights", "none", "--gmac", "1", "--out")]
    [InlineData("prune", "--weights", "none", "--gmac", "1", "--data", "none", "--rounds", "2", "--out")]
    [InlineData("export", "--weights", "none", "--out")]
    [InlineData("sweep", "--data", "none", "--out")]
    [InlineData("sweep", "--data", "none", "--jobs", "slurm", "--out")]
    [InlineData("search-rate", "--data", "none", "--out")]
    [InlineData("report", "--runs", "none", "--out")]
    [InlineData("report", "--runs", "none", "-o")]
    [InlineData("export", "--weights", "none", "--output")]
    [InlineData("val", "--model", "MODEL", "--data", "none", "--out")]
    [InlineData("val", "--model", "MODEL", "--data", "none", "--split", "train", "--hold-out", "0.2", "--suspects")]
    public void Pipes_and_devices_are_refused_before_the_work(params string[] words)
    {
        string model = Path.Combine(_folder, "model.onnx");
        File.WriteAllText(model, "no model");
        words = [.. words.Select(w => w == "MODEL" ? model : w)];
        foreach (string place in (string[])[SpecialFiles.Pipe(Path.Combine(_folder, "pipe")), "/dev/null"])
            Refuses(words, place);
        Assert.Equal(["model.onnx", "pipe"], Left());
    }

    /// <summary>One file's place is taken: none of the others is written.</summary>
    [Theory]
    [InlineData("run.json", "train", "--data", "none", "--out")]
    [InlineData("results.png", "train", "--data", "none", "--out")]
    [InlineData("weights/best.safetensors", "train", "--data", "none", "--out")]
    [InlineData("val_batch0_pred.jpg", "train", "--data", "none", "--out")]
    [InlineData("pruned.safetensors", "prune", "--weights", "none", "--gmac", "1", "--out")]
    [InlineData("prune.json", "prune", "--weights", "none", "--gmac", "1", "--out")]
    [InlineData("round2/results.csv", "prune", "--weights", "none", "--gmac", "1", "--data", "none", "--rounds", "2", "--out")]
    [InlineData("one-shot-0.6/command.txt", "sweep", "--data", "none", "--out")]
    [InlineData("iterative-0.2/pruning.md", "sweep", "--data", "none", "--out")]
    [InlineData("jobs-slurm.sh", "sweep", "--data", "none", "--jobs", "slurm", "--out")]
    [InlineData("0.0002/args.json", "search-rate", "--data", "none", "--out")]
    public void A_folder_in_the_place_of_one_file_is_refused_before_the_work(string taken, params string[] words)
    {
        string place = Path.Combine(_folder, "out");
        Directory.CreateDirectory(Path.Combine(place, taken));
        Refuses(words, place);
        Assert.All(Directory.GetFileSystemEntries(place, "*", SearchOption.AllDirectories), entry => Assert.True(Directory.Exists(entry), entry));
    }

    private static void Refuses(string[] words, string place)
    {
        (int code, string error) = TrainingProgram.Run([.. words, place]);
        Assert.Contains("YG0003", error, StringComparison.Ordinal);
        Assert.Contains(place, error, StringComparison.Ordinal);
        Assert.Equal(1, code);
    }

    private IEnumerable<string> Left() => Directory.GetFileSystemEntries(_folder).Select(f => Path.GetFileName(f)).Order(StringComparer.Ordinal);
}
