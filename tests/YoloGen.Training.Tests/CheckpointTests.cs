using System.Text;
using Xunit;
using YoloGen.Diagnostics;
using YoloGen.Training.Checkpoints;
using YoloGen.Training.Optimization;
using YoloGen.Training.Sweeps;

namespace YoloGen.Training.Tests;

public sealed class CheckpointTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("yologen").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Tensors_and_metadata_survive_a_file()
    {
        string path = Path.Combine(_folder, "a.safetensors");
        SafeTensors.Write(path, new Dictionary<string, StoredTensor> { ["b"] = new([2, 2], [1, 2, 3, float.NaN]), ["a"] = new([0], []) }, new Dictionary<string, string> { ["k"] = "ü\"" });
        (Dictionary<string, StoredTensor> tensors, Dictionary<string, string> metadata) = SafeTensors.Read(path);
        Assert.Equal([1, 2, 3, float.NaN], tensors["b"].Values);
        Assert.Equal([2, 2], tensors["b"].Shape);
        Assert.Empty(tensors["a"].Values);
        Assert.Equal("ü\"", metadata["k"]);
    }

    [Fact]
    public void A_run_clears_away_what_a_killed_one_left_half_written()
    {
        string run = Path.Combine(_folder, "run"), half = Path.Combine(run, "weights", "last.safetensors.1-abc.def.partial");
        using (new RunFolder(run))
        {
        }
        File.WriteAllText(half, "half");
        File.WriteAllText(Path.Combine(run, "results.csv.1-abc.def.partial"), "half");
        File.WriteAllText(Path.Combine(run, "weights", "last.safetensors"), "whole");
        using var again = new RunFolder(run);
        Assert.Equal(["last.safetensors"], Directory.GetFiles(run, "*", SearchOption.AllDirectories).Select(f => Path.GetFileName(f)).Where(f => f != ".in-use"));
    }

    [Fact]
    public void Files_of_other_formats_are_named_and_a_pipe_is_not_waited_for()
    {
        string path = Path.Combine(_folder, "a.safetensors");
        File.WriteAllText(path, "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12345678\n");
        Assert.Contains("this is a Git LFS pointer, not the model; run git lfs pull", Assert.Throws<YoloGenException>(() => SafeTensors.Read(path)).Message);
        File.WriteAllBytes(path, [0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0, 0, 0, 0]);
        Assert.Contains("Python pickle", Assert.Throws<YoloGenException>(() => SafeTensors.Read(path)).Message);
        File.WriteAllBytes(path, [5, 0, 0, 0, 0, 0, 0, 0, .. "{\"a\":9"u8, 0]);
        Assert.DoesNotContain("this is", Assert.Throws<YoloGenException>(() => SafeTensors.Read(path)).Message);
        string pipe = YoloGen.Tests.SpecialFiles.Pipe(Path.Combine(_folder, "pipe"));
        Assert.Contains("a pipe where a checkpoint is expected", Assert.Throws<YoloGenException>(() => SafeTensors.Read(pipe)).Message);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short")]
    [InlineData("\u0002\0\0\0\0\0\0\0{}trailing is fine, but no network")]
    [InlineData("\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u007f{}")]
    [InlineData("\u0005\0\0\0\0\0\0\0nonsense")]
    [InlineData("\u0044\0\0\0\0\0\0\0{\"a\":{\"dtype\":\"F32\",\"shape\":[9999999999],\"data_offsets\":[0,8]}}    ")]
    public void Damaged_files_are_refused(string content)
    {
        string path = Path.Combine(_folder, "bad.safetensors");
        File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content));
        var exception = Assert.Throws<YoloGenException>(() => Checkpoint.LoadSpec(path));
        Assert.Equal(DiagnosticCodes.BadCheckpoint, exception.Diagnostics[0].Code);
    }

    [Fact]
    public void A_missing_file_is_named()
        => Assert.Equal(DiagnosticCodes.FileNotReadable, Assert.Throws<YoloGenException>(() => Checkpoint.LoadSpec(Path.Combine(_folder, "none"))).Diagnostics[0].Code);

    [Fact]
    public void A_sweep_lists_table_one_and_quotes_for_the_shell()
    {
        IReadOnlyList<SweepRun> runs = SweepPlan.TableOne(new SweepSettings { Folder = "out", Data = ["--data", "my data/data.yaml"], Training = ["--preset", "paper"] });
        Assert.Equal(["baseline", "one-shot-0.5", "one-shot-0.6", "one-shot-0.7", "one-shot-0.8", "one-shot-0.9", "iterative-0.1", "iterative-0.2"], runs.Select(r => r.Name));
        string script = JobScripts.Shell(runs, "out", "yologen");
        Assert.Contains("'my data/data.yaml'", script);
        Assert.DoesNotContain(" my data", script);
        Assert.Contains("#SBATCH", JobScripts.Slurm(runs, "out", "yologen"));
        Assert.Equal(8, JobScripts.Kubernetes(runs, "out", "yologen", "image").Split("kind: Job").Length - 1);
    }
}
